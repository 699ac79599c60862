import { segmentIdOfKey, segmentObjectKey } from '@workcompanion/core/footage/object-key';
import { DeviceId, idTimeMs, type SegmentId } from '@workcompanion/core/ids';
import type { Tx } from '@workcompanion/db/client';
import { keysWithoutRow } from '@workcompanion/db/queries/keys-without-row';
import { readOrphanHold } from '@workcompanion/db/queries/restoration';
import { deviceStates } from '@workcompanion/db/schema/device-states';
import { journalEntries } from '@workcompanion/db/schema/journal-entries';
import { OBJECT_KEY_COLUMNS, segments } from '@workcompanion/db/schema/segments';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq } from 'drizzle-orm';
import type { Job, WorkerContext } from '../job.ts';

const EVERY_MS = 6 * 3_600_000;
/** Keys that one query looks up. */
const BATCH = 1_000;

export interface OrphanOptions {
  /** Younger files are left alone: they may still get their row. */
  readonly afterMs: number;
}

interface Removed {
  orphans: number;
  /** Without a row, and kept, for their statement may still come. */
  held: number;
  attempts: number;
}

/**
 * The one place where files of the hot store go for want of a row: what a crash left between a file
 * and its row, and bodies that nobody went on with. No request does that.
 */
export function removeOrphans(options: OrphanOptions): Job {
  return {
    name: 'remove-orphans',
    everyMs: EVERY_MS,
    run: async (ctx) => {
      const heldUntil = await readOrphanHold(ctx.db);
      if (heldUntil !== null && heldUntil > ctx.now()) return null;
      const before = ctx.now() / 1000 - options.afterMs;
      const removed: Removed = { orphans: 0, held: 0, attempts: 0 };
      removed.attempts = await ctx.hot.removeAttempts(before);
      for await (const key of unknownKeys(ctx, before)) {
        if (ctx.stopping.aborted) break;
        const written = await ctx.hot.writtenAt(key);
        if (written === null || written > before) continue;
        const outcome = await removeIfOrphan(ctx, key);
        if (outcome === 'held') removed.held += 1;
        if (outcome === 'removed') removed.orphans += 1;
      }
      return removed.orphans + removed.held + removed.attempts > 0 ? { ...removed } : null;
    },
  };
}

/** Keys of segments begun before, that no row has. What is not named as a segment is none of ours. */
async function* unknownKeys(ctx: WorkerContext, beforeMs: number): AsyncGenerator<string> {
  let batch: string[] = [];
  for await (const { key } of ctx.hot.list('')) {
    if (isOldSegment(key, beforeMs)) batch.push(key);
    if (batch.length < BATCH) continue;
    yield* await keysWithoutRow(ctx.db, batch);
    batch = [];
  }
  yield* await keysWithoutRow(ctx.db, batch);
}

/** A bucket's uploads don't look whether the object of a young segment is still there. */
function isOldSegment(key: string, beforeMs: number): boolean {
  const id = segmentIdOfKey(key);
  return id !== null && idTimeMs(id) < beforeMs;
}

/**
 * Removes an object that no row has, unless its statement may still come. The device's journal is
 * locked meanwhile: who publishes a segment holds the same lock, so that none is found and kept by an
 * upload while it is removed here.
 */
async function removeIfOrphan(
  ctx: Pick<WorkerContext, 'db' | 'hot' | 'log'>,
  key: string,
): Promise<'removed' | 'held' | 'known'> {
  const id = segmentIdOfKey(key);
  const device = DeviceId.safeParse(key.split('/')[0]).data;
  if (id === null || device === undefined) return 'held';
  return await withTransaction(ctx.db, async (tx) => {
    const mayCome = await statementMayCome(tx, device, id);
    const [row] = await tx.select(OBJECT_KEY_COLUMNS).from(segments).where(eq(segments.id, id));
    if (row !== undefined && segmentObjectKey(row) === key) return 'known';
    if (mayCome) return 'held';
    await ctx.hot.delete(key);
    ctx.log.warn({ blob: key }, 'a file that no recording has was removed');
    return 'removed';
  });
}

/**
 * While entries of the device are missing, or when it recorded the segment after the newest entry that
 * is held: a restored database forgets so what is told again later. Of an unknown device all may come.
 */
async function statementMayCome(tx: Tx, device: DeviceId, segment: SegmentId): Promise<boolean> {
  const [journal] = await tx
    .select({ next: deviceStates.journalNext, end: deviceStates.journalEnd })
    .from(deviceStates)
    .where(eq(deviceStates.deviceId, device))
    .for('no key update');
  if (journal === undefined || journal.next < journal.end) return true;
  const [newest] = await tx
    .select({ at: journalEntries.recordedAt })
    .from(journalEntries)
    .where(and(eq(journalEntries.deviceId, device), eq(journalEntries.index, journal.end - 1)));
  return newest === undefined || idTimeMs(segment) * 1000 > newest.at;
}
