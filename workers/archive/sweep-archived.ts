import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import type { BlobStore } from '@workcompanion/core/storage/blob-store';
import type { Db } from '@workcompanion/db/client';
import { segments } from '@workcompanion/db/schema/segments';
import type { TaskFailure } from '../threads/task-failure.ts';
import type { ArchiveWork } from './archive-claimed.ts';
import { retryDelay } from './retry-delay.ts';
import {
  archiveTask,
  type Claimed,
  claimArchived,
  isSegmentOurs,
  type QueuedSegment,
  releaseSegment,
  SEGMENT_QUEUE,
} from './segment-queue.ts';

export interface SweepOptions {
  /** Hot store and archive are one bucket: there is no second copy to delete. */
  readonly isInPlace: boolean;
  readonly hot: Pick<BlobStore, 'delete' | 'head'>;
  readonly graceMs: number;
  readonly batch: number;
  readonly mayGoOn: () => boolean;
}

export interface Swept {
  readonly swept: number;
  /** The archive's copy, once proved, is not right any more. */
  readonly lost: number;
}

/**
 * Deletes the local copies of what has been archived for a while. The order: a committed row says
 * that the archive's copy counts; that copy is proved once more; the file goes; the row says so. Each
 * step may run twice, and a crash between any two is finished by the next sweep.
 */
export async function sweepArchived(work: ArchiveWork, options: SweepOptions): Promise<Swept> {
  const total = { swept: 0, lost: 0 };
  while (options.mayGoOn() && work.gate.width > 0) {
    const claimedAt = performance.now();
    const claimed = await claimArchived(work.db, {
      limit: options.batch,
      leaseMs: work.pace.leaseMs,
      graceMs: options.graceMs,
    });
    if (claimed.length === 0) break;
    const results = await Promise.all(
      claimed.map((segment) =>
        sweepOne(work, { ...options, segment, claimedAt, isUnpaced: false }),
      ),
    );
    for (const result of results) if (result !== 'kept') total[result] += 1;
  }
  return total;
}

interface SweepStep extends SweepOptions, Claimed {}

async function sweepOne(work: ArchiveWork, step: SweepStep): Promise<keyof Swept | 'kept'> {
  const { segment, claimedAt, hot } = step;
  const { pool, pace } = work;
  const task = archiveTask(step, pace);
  const outcome = await pool.run('prove', task);
  if (outcome.kind === 'failed') return giveBack(work, segment, outcome.failure);
  if (outcome.kind !== 'proved') return takeBack(work, step);
  work.gate.succeeded();
  // Frozen meanwhile, somebody else may have found the copy lost and rely on the local one.
  if (performance.now() - claimedAt >= pace.leaseMs) return 'kept';
  if (!step.isInPlace) await hot.delete(task.key);
  return (await markCold(work.db, segment)) ? 'swept' : 'kept';
}

async function giveBack(
  work: ArchiveWork,
  segment: Claimed['segment'],
  failure: TaskFailure,
): Promise<'kept'> {
  work.gate.failed(failure);
  const afterMs = retryDelay(segment.attempts ?? 1, {
    firstMs: work.pace.retryMs,
    ceilingMs: work.pace.retryCeilingMs,
    random: Math.random(),
    retryAfterSeconds: failure.retryAfterSeconds,
  });
  const release = { from: 'archived', to: 'archived', afterMs, error: failure.code } as const;
  await releaseSegment(work.db, segment, release);
  return 'kept';
}

/** Archived anew if the local copy is still there; else a second look makes its loss plain. */
async function takeBack(
  { db, log, pace }: ArchiveWork,
  { hot, segment }: SweepStep,
): Promise<'lost' | 'kept'> {
  const isHere = (await hot.head(segmentObjectKey(segment)))?.size === segment.bytes;
  const isLost = segment.lastError === 'blob-missing';
  await releaseSegment(db, segment, {
    from: 'archived',
    to: isHere ? 'hot' : isLost ? 'quarantined' : 'archived',
    afterMs: isHere ? 0 : pace.secondLookMs,
    error: 'blob-missing',
  });
  if (!isHere && !isLost) return 'kept';
  log.error({ segment: segment.id, isHere }, 'the archive has lost a segment that it had');
  return 'lost';
}

/** Only after the local copy is gone. The queue's columns are empty again. */
async function markCold(db: Db, segment: QueuedSegment): Promise<boolean> {
  const marked = await db
    .update(segments)
    .set({ ...SEGMENT_QUEUE.finish(), state: 'cold', attempts: null, lastError: null })
    .where(isSegmentOurs(segment, 'archived'));
  return marked.rowCount === 1;
}
