import { isRestorable } from '@workcompanion/core/storage/restorable';
import { advanceRestore } from '@workcompanion/db/restores/advance-restore';
import { atMost } from '@workcompanion/db/restores/at-most';
import type { Job } from '../job.ts';
import { openRestores } from './open-restores.ts';

const EVERY_MS = 60_000;
/** µs. The quickest tier takes minutes; each look is a request to the archive, for each segment. */
const CHECKED_AFTER = 2 * 60_000_000;
const CHECKS_AT_ONCE = 8;
/** More than that wait for the next run: those that wait longest come first. */
const MOST_A_RUN = 2_000;

/**
 * Asks the archive for news of the restores that nobody waits for in front of a player: they become
 * ready, are asked for anew after a crash, and fail, without anybody looking.
 */
export const watchRestores: Job = {
  name: 'watch-restores',
  everyMs: EVERY_MS,
  run: async (ctx) => {
    const { archive, db, now, stopping } = ctx;
    if (archive === null || !isRestorable(archive)) return null;
    const checkedBefore = now() - CHECKED_AFTER;
    const open = await openRestores(db, { checkedBefore, limit: MOST_A_RUN });
    await atMost(CHECKS_AT_ONCE, open, async (one) => {
      if (!stopping.aborted) await advanceRestore(ctx, archive, one);
    });
    return open.length === 0 ? null : { checked: open.length };
  },
};
