import { guessCounters } from '@workcompanion/db/schema/guess-counters';
import { oneTimeLinks } from '@workcompanion/db/schema/one-time-links';
import { lte } from 'drizzle-orm';
import type { Job } from '../job.ts';

const HOUR_MS = 3_600_000;

export const sweepOneTimeLinks: Job = {
  name: 'sweep-one-time-links',
  everyMs: HOUR_MS,
  run: async ({ db, now }) => {
    const links = await db.delete(oneTimeLinks).where(lte(oneTimeLinks.expiresAt, now()));
    const counters = await db.delete(guessCounters).where(lte(guessCounters.endsAt, now()));
    const swept = (links.rowCount ?? 0) + (counters.rowCount ?? 0);
    return swept > 0 ? { swept } : null;
  },
};
