import { workerData } from 'piscina';
import {
  archiveThreadContext,
  archiveThreadTasks,
  asThreadOptions,
} from './archive-thread-context.ts';

/** The thread that moves bytes: all slots of a process share it, its connections and its rate. */
export const { archive, prove } = archiveThreadTasks(
  archiveThreadContext(asThreadOptions(workerData)),
);
