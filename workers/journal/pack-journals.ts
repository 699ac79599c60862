import { dropFullMonths, monthsToPack, packMonth } from '@workcompanion/db/journal/pack-month';
import type { Job } from '../job.ts';

const HOUR_MS = 3_600_000;

/**
 * Moves the statements of old months into packs, one month after the other; and a week after that, when
 * nobody has missed anything, drops what the database still had of them.
 */
export const packJournals: Job = {
  name: 'pack-journals',
  everyMs: 6 * HOUR_MS,
  run: async ({ db, journal, stopping }) => {
    const dropped = await dropFullMonths(db);
    const packed: Record<string, number> = {};
    for (const month of await monthsToPack(db)) {
      const entries = await packMonth({ db, journal, stopping }, month);
      if (entries === null) break;
      packed[month] = entries;
    }
    if (dropped.length === 0 && Object.keys(packed).length === 0) return null;
    return { packed, dropped };
  },
};
