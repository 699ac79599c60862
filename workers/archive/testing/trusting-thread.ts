import { workerData } from 'piscina';
import { archiveThreadContext, asThreadOptions } from '../archive-thread-context.ts';
import { archiveThreadTasks } from '../archive-thread-tasks.ts';

/** The control of the chaos test: takes a put's answer for the proof, and loses segments by that. */
export const { archive, prove } = archiveThreadTasks({
  ...archiveThreadContext(asThreadOptions(workerData)),
  isStored: async () => true,
});
