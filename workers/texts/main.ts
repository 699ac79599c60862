import { setPriority } from 'node:os';
import { runProcess } from '../run-process.ts';
import { openTextJobs } from './text-jobs.ts';

/** Lets everything that somebody waits for go first. */
const NICENESS = 19;

setPriority(NICENESS);
await runProcess({
  service: 'text-reader',
  openJobs: openTextJobs,
  healthPort: ({ TEXT_READER_HEALTH_PORT: port }) => port,
});
