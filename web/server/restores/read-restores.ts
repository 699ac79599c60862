import { atMost } from '@workcompanion/core/concurrency/at-most';
import { AppError } from '@workcompanion/core/errors';
import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import type { SegmentId } from '@workcompanion/core/ids';
import type { Db, Tx } from '@workcompanion/db/client';
import { advanceRestore, type Restore } from '@workcompanion/db/restores/advance-restore';
import { restores } from '@workcompanion/db/schema/restores';
import type { segments } from '@workcompanion/db/schema/segments';
import { desc, inArray } from 'drizzle-orm';
import type { ReadRestores, RestoreStatus } from '../../contract/restores.ts';
import type { UserContext } from '../auth/user-context.ts';
import type { ServerContext } from '../context.ts';
import { segmentsInReach } from '../playback/segments-in-reach.ts';

const CHECKS_AT_ONCE = 8;
/** µs. However many players ask. */
const CHECKED_AFTER = 5_000_000;

/** Limits one request, since each segment costs a request to the archive, and a fee. */
export const MAX_SEGMENTS = 400;
/** µs. */
const MAX_RANGE = 2 * 3_600_000_000;

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

/** The last that was asked for each segment. */
export async function latestRestores(
  db: Db | Tx,
  segments: readonly SegmentId[],
): Promise<readonly Restore[]> {
  if (segments.length === 0) return [];
  return await db
    .selectDistinctOn([restores.segmentId])
    .from(restores)
    .where(inArray(restores.segmentId, [...segments]))
    .orderBy(restores.segmentId, desc(restores.id));
}

type RestoreCounts = Omit<RestoreStatus, 'ifRequestedNow'>;

/** The latest word on each segment, counted. What was readable and is so no more counts for nothing. */
export function restoreStatus(latest: readonly Restore[], now: number): RestoreCounts {
  const restoring = latest.filter(({ readyAt, failedAt }) => readyAt === null && failedAt === null);
  const ready = latest.filter(
    ({ readyAt, readableUntil }) =>
      readyAt !== null && (readableUntil === null || readableUntil > now),
  );
  const failed = latest.filter(({ failedAt }) => failedAt !== null);
  const times = restoring.map(({ expectedAt }) => expectedAt);
  return {
    restoring: restoring.length,
    ready: ready.length,
    failed: failed.length,
    expectedAt: times.length === 0 ? null : Math.max(...times),
  };
}

/** Throws `invalid-input` or `range-too-long`. */
export function assertRestorableRange({
  from,
  to,
}: {
  readonly from: number;
  readonly to: number;
}): void {
  if (to <= from) throw new AppError('invalid-input', 'The range ends before it begins.');
  if (to - from > MAX_RANGE) {
    throw new AppError('range-too-long', 'At most 2 hours can be asked for at once.');
  }
}

/**
 * How the restores of a stretch stand. Whoever waits makes the archive be asked sooner than the worker
 * would. Throws `forbidden`, `not-found`, and for the range.
 */
export async function readRestores(ctx: UserContext, window: ReadRestores): Promise<RestoreStatus> {
  assertRestorableRange(window);
  return await checkRestores(ctx, await segmentsInReach(ctx, window, MAX_SEGMENTS));
}
