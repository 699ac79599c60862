import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Tx } from '@workcompanion/db/client';
import { restores } from '@workcompanion/db/schema/restores';
import type { segments } from '@workcompanion/db/schema/segments';
import { withTransaction } from '@workcompanion/db/transaction';
import type { RequestRestore, RestoreStatus } from '../../contract/restores.ts';
import type { UserContext } from '../auth/user-context.ts';
import { segmentsInReach, watchable } from '../playback/segments-in-reach.ts';
import {
  assertRestorableRange,
  checkRestores,
  latestRestores,
  MAX_SEGMENTS,
  restoreStatus,
} from './read-restores.ts';

type Segment = typeof segments.$inferSelect;

/** µs. Who asks for a moment wants to see how it came to it, and what followed. */
const NEIGHBOURS = 120_000_000;

/**
 * Asks the archive for what of a stretch, and next to it, must be restored before it can be read. The
 * rows and the audit entry come first: what the archive was not told before a crash, the next look
 * tells it. Throws `forbidden`, `not-found`, and for the range.
 */
export async function requestRestore(
  ctx: UserContext,
  wish: RequestRestore,
): Promise<RestoreStatus> {
  assertRestorableRange(wish);
  await watchable(ctx, wish);
  const { cold } = ctx;
  const wide = { ...wish, from: wish.from - NEIGHBOURS, to: wish.to + NEIGHBOURS };
  const wanted = (await segmentsInReach(ctx, wide, MAX_SEGMENTS)).filter(
    (segment) => segment.state === 'cold' && cold?.cache.has(segmentObjectKey(segment)) !== true,
  );
  if (cold?.restorable && wanted.length > 0) {
    const latestMs = cold.latestRestoreMs(wish.tier);
    await withTransaction(ctx.db, (tx) => record(tx, ctx, { wish, wanted, latestMs }));
  }
  return await checkRestores(ctx, wanted);
}

interface Recorded {
  readonly wish: RequestRestore;
  readonly wanted: readonly Segment[];
  readonly latestMs: number;
}

/** Only for what is neither on its way nor readable already. */
async function record(tx: Tx, ctx: UserContext, asked: Recorded): Promise<void> {
  const { wish, wanted, latestMs } = asked;
  const { device, display, from, to, tier } = wish;
  const now = ctx.now();
  const lacking = await withoutRestore(tx, wanted, now);
  if (lacking.length === 0) return;
  const recorded = await tx
    .insert(restores)
    .values(
      lacking.map(({ id }) => ({
        segmentId: id,
        requestedBy: ctx.user.id,
        requestedAt: now,
        tier,
        expectedAt: now + latestMs * 1000,
      })),
    )
    .onConflictDoNothing()
    .returning({ id: restores.id });
  if (recorded.length === 0) return;
  await appendAuditEntry(tx, ctx, {
    at: now,
    action: 'footage.restore-requested',
    entityType: 'device',
    entityId: device,
    details: { display, from, to, tier, segments: recorded.length },
  });
}

async function withoutRestore(
  tx: Tx,
  wanted: readonly Segment[],
  now: number,
): Promise<readonly Segment[]> {
  const known = await latestRestores(
    tx,
    wanted.map(({ id }) => id),
  );
  const standing = known.filter((restore) => {
    const { restoring, ready } = restoreStatus([restore], now);
    return restoring + ready > 0;
  });
  const ids = new Set(standing.map(({ segmentId }) => segmentId));
  return wanted.filter(({ id }) => !ids.has(id));
}
