import { oneTimeLinks } from '@workcompanion/db/schema/one-time-links';
import { lte } from 'drizzle-orm';
import type { Job } from '../job.ts';

const HOUR_MS = 3_600_000;

export const sweepOneTimeLinks: Job = {
  name: 'sweep-one-time-links',
  everyMs: HOUR_MS,
  run: async ({ db, now }) => {
    const swept = await db.delete(oneTimeLinks).where(lte(oneTimeLinks.expiresAt, now()));
    return swept.rowCount ? { swept: swept.rowCount } : null;
  },
};
