import { storageSamples } from '@workcompanion/db/schema/storage-samples';
import { lt, sql } from 'drizzle-orm';
import type { Job } from '../job.ts';

const HOUR_MS = 3_600_000;
/** µs */
const KEPT = 7 * 24 * HOUR_MS * 1000;

/** The last sample stays, however old: the next goes on from its counts. */
export const pruneSamples: Job = {
  name: 'prune-samples',
  everyMs: HOUR_MS,
  run: async ({ db, now }) => {
    const pruned = await db.delete(storageSamples).where(
      sql`${lt(storageSamples.at, now() - KEPT)}
        and at < (select max(at) from storage_samples)`,
    );
    return pruned.rowCount ? { pruned: pruned.rowCount } : null;
  },
};
