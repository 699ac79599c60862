import { ensurePartitions } from '@workcompanion/db/partitions';
import type { Job } from '../job.ts';

const HOUR_MS = 3_600_000;

/** Months are made ahead, so that no row of the present waits in a default partition. */
export const keepPartitions: Job = {
  name: 'keep-partitions',
  everyMs: HOUR_MS,
  run: async ({ db, now }) => {
    const made = await ensurePartitions(db, now());
    return made.length > 0 ? { made } : null;
  },
};
