import type { Db } from '@workcompanion/db/client';
import { segments } from '@workcompanion/db/schema/segments';
import { isStillOurs, type QueuedSegment } from './queued-segment.ts';

/** Only after the local copy is gone. The queue's columns are empty again. */
export async function markCold(db: Db, segment: QueuedSegment): Promise<boolean> {
  const marked = await db
    .update(segments)
    .set({ state: 'cold', attempts: null, notBefore: null, leaseUntil: null, lastError: null })
    .where(isStillOurs(segment, 'archived'));
  return marked.rowCount === 1;
}
