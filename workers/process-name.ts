import { hostname } from 'node:os';

/** Under which this process is known in the database. */
export const PROCESS_NAME = `${hostname()}:${process.pid}`;
