import { workerData } from 'piscina';
import {
  archiveThreadContext,
  archiveThreadTasks,
  asThreadOptions,
} from '../archive-thread-context.ts';

/** The control of the chaos test: takes a put's answer for the proof, and loses segments by that. */
export const { archive, prove } = archiveThreadTasks({
  ...archiveThreadContext(asThreadOptions(workerData)),
  isStored: async () => true,
});
