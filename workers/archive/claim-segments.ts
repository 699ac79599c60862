import { idLowerBound } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { segments } from '@workcompanion/db/schema/segments';
import { and, type SQL, sql } from 'drizzle-orm';
import {
  COMMIT_LATER,
  QUEUED_COLUMNS,
  type QueuedSegment,
  SEGMENT_QUEUE,
} from './queued-segment.ts';

interface SegmentClaim {
  readonly limit: number;
  readonly leaseMs: number;
}

/** The oldest hot segments that began before `beforeMs` (UTC ms). */
export async function claimSegments(
  db: Db,
  { beforeMs, ...claim }: SegmentClaim & { readonly beforeMs: number },
): Promise<QueuedSegment[]> {
  const waiting = sql`state = 'hot' and id < ${idLowerBound(beforeMs)}::uuid`;
  const claimed = await claimNext(db, claim, { waiting, order: sql`id` });
  return claimed.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Archived segments whose proof has been in the catalogue for `graceMs`: their local copy may go. */
export function claimArchived(
  db: Db,
  { graceMs, ...claim }: SegmentClaim & { readonly graceMs: number },
): Promise<QueuedSegment[]> {
  const waiting = sql`state = 'archived' and archived_at <= now() - ${graceMs} * interval '1 millisecond'`;
  return claimNext(db, claim, { waiting, order: sql`archived_at` });
}

export function claimQuarantined(db: Db, claim: SegmentClaim): Promise<QueuedSegment[]> {
  return claimNext(db, claim, { waiting: sql`state = 'quarantined'`, order: sql`id` });
}

function claimNext(
  db: Db,
  { limit, leaseMs }: SegmentClaim,
  { waiting, order }: { readonly waiting: SQL; readonly order: SQL },
): Promise<QueuedSegment[]> {
  return db
    .update(segments)
    .set(SEGMENT_QUEUE.claim(leaseMs))
    .where(and(SEGMENT_QUEUE.next({ waiting, order, limit }), COMMIT_LATER))
    .returning(QUEUED_COLUMNS);
}
