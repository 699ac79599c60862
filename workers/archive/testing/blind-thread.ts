import { workerData } from 'piscina';
import {
  archiveThreadContext,
  archiveThreadTasks,
  asThreadOptions,
} from '../archive-thread-context.ts';
import { BlindTos } from './blind-tos.ts';

/** The second control of the chaos test: proves its copies, but puts without a condition. */
const options = asThreadOptions(workerData);
export const { archive, prove } = archiveThreadTasks({
  ...archiveThreadContext(options),
  archive: new BlindTos(options.store),
});
