import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import { advanceRestore, type Restore } from '@workcompanion/db/restores/advance-restore';
import { atMost } from '@workcompanion/db/restores/at-most';
import type { segments } from '@workcompanion/db/schema/segments';
import type { RestoreStatus } from '../../contract/restores.ts';
import type { ServerContext } from '../context.ts';
import { latestRestores } from './latest-restores.ts';
import { restoreStatus } from './restore-status.ts';

const CHECKS_AT_ONCE = 8;
/** µs. However many players ask. */
const CHECKED_AFTER = 5_000_000;

/** Asks the archive for news of what is open and was not asked about just now; how all stand then. */
export async function checkRestores(
  ctx: Pick<ServerContext, 'db' | 'now' | 'log' | 'cold'>,
  rows: readonly (typeof segments.$inferSelect)[],
): Promise<RestoreStatus> {
  const ids = rows.map(({ id }) => id);
  const restorable = ctx.cold?.restorable;
  if (restorable) {
    const keys = new Map(rows.map((segment) => [segment.id, segmentObjectKey(segment)]));
    const latest = await latestRestores(ctx.db, ids);
    const due = latest.filter((restore) => isDue(restore, ctx.now()));
    await atMost(CHECKS_AT_ONCE, due, async (restore) => {
      const key = keys.get(restore.segmentId);
      if (key !== undefined) await advanceRestore(ctx, restorable, { restore, key });
    });
  }
  const now = ctx.now();
  const latestMs = restorable ? ctx.cold?.latestRestoreMs('standard') : undefined;
  return {
    ...restoreStatus(await latestRestores(ctx.db, ids), now),
    ifRequestedNow: latestMs === undefined ? null : now + latestMs * 1000,
  };
}

function isDue({ readyAt, failedAt, checkedAt }: Restore, now: number): boolean {
  return readyAt === null && failedAt === null && (checkedAt ?? 0) <= now - CHECKED_AFTER;
}
