import { MAX_JOURNAL_BATCH } from '@workcompanion/core/protocol/messages';
import type { QueuedEntry, QueueLane, UploadQueue } from '../journal/upload-queue.ts';

export interface UploadWork {
  readonly lane: QueueLane;
  readonly entries: readonly QueuedEntry[];
}

/** Indices being sent, with their lanes. */
export type InHand = ReadonlyMap<number, QueueLane>;

/**
 * What to send next. Deposited keys go first: segments are refused without theirs, so that none is
 * begun meanwhile. Then one batch of entries without a body beside so many segments, oldest first.
 */
export function nextWork(
  queue: UploadQueue,
  inHand: InHand,
  { now, concurrency }: { readonly now: number; readonly concurrency: number },
): UploadWork | null {
  const busy = (lane: QueueLane) => [...inHand.values()].filter((held) => held === lane).length;
  const take = (lane: QueueLane, limit: number): UploadWork | null => {
    const entries = queue.due(lane, { now, limit, inHand: new Set(inHand.keys()) });
    return entries.length === 0 ? null : { lane, entries };
  };
  if (busy('deposits') > 0) return null;
  return (
    take('deposits', 1) ??
    (busy('others') === 0 ? take('others', MAX_JOURNAL_BATCH) : null) ??
    (busy('segments') < concurrency ? take('segments', 1) : null)
  );
}
