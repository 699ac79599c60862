import { workerData } from 'piscina';
import { archiveThreadContext, asThreadOptions } from './archive-thread-context.ts';
import { archiveThreadTasks } from './archive-thread-tasks.ts';

/** The thread that moves bytes: all slots of a process share it, its connections and its rate. */
export const { archive, prove } = archiveThreadTasks(
  archiveThreadContext(asThreadOptions(workerData)),
);
