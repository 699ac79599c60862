import type { Db } from '@workcompanion/db/client';
import { segments } from '@workcompanion/db/schema/segments';
import { sql } from 'drizzle-orm';
import { isStillOurs, type QueuedSegment } from './queued-segment.ts';

/** As if it had never been claimed; only of one that nothing was tried with. */
export async function unclaim(db: Db, segment: QueuedSegment): Promise<void> {
  await db
    .update(segments)
    .set({ leaseUntil: null, attempts: sql`nullif(${segments.attempts} - 1, 0)` })
    .where(isStillOurs(segment, 'hot'));
}
