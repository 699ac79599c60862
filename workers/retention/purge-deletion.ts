import { AppError } from '@workcompanion/core/errors';
import type { KeyId, SegmentId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { type SegmentOfKey, segmentsOfKeys } from '@workcompanion/db/retention/segments-of-keys';
import { deletions } from '@workcompanion/db/schema/deletions';
import { segments } from '@workcompanion/db/schema/segments';
import { eq, sql } from 'drizzle-orm';
import type { RetentionWork } from './retention-work.ts';

const BATCH = 500;

export type DeletionRow = typeof deletions.$inferSelect;

export interface Purge {
  readonly deletion: DeletionRow;
  readonly keys: readonly KeyId[];
}

/**
 * Deletes everything that the destroyed keys have encrypted, wherever it lies: a batch's rows become
 * `shredded` first, then its objects go, then the deletion remembers how far it is. A crash between
 * any two repeats a batch, which harms nothing. False: an archiver still works on the next segment,
 * or the process stops; another run goes on from here.
 */
export async function purgeDeletion(work: RetentionWork, purge: Purge): Promise<boolean> {
  const { deletion, keys } = purge;
  let after = deletion.purgedThrough;
  while (work.mayGoOn()) {
    const batch = await segmentsOfKeys(work.db, {
      deviceId: deletion.deviceId,
      keys,
      stretch: { from: deletion.stretchFrom, to: deletion.stretchTo },
      after,
      limit: BATCH,
    });
    if (batch.length === 0) return true;
    const ours = await shredRows(work.db, batch);
    if (ours.length > 0) after = await deleteObjects(work, deletion, ours);
    if (ours.length < batch.length) return false;
  }
  return false;
}

/**
 * Marks the batch, and returns it up to the first segment that an archiver has claimed: it may be
 * putting the object into the archive at this moment, after we would have deleted it there.
 */
async function shredRows(db: Db, batch: readonly SegmentOfKey[]): Promise<SegmentOfKey[]> {
  const ids = sql.param(batch.map(({ id }) => id));
  await db
    .update(segments)
    .set({ state: 'shredded', attempts: null, notBefore: null, leaseUntil: null, lastError: null })
    .where(
      sql`id = any(${ids}::uuid[]) and state <> 'shredded'
        and (lease_until is null or lease_until < now())`,
    );
  const claimed = await db
    .select({ id: segments.id })
    .from(segments)
    .where(sql`id = any(${ids}::uuid[]) and state <> 'shredded'`)
    .orderBy(segments.id)
    .limit(1);
  const end = batch.findIndex(({ id }) => id === claimed[0]?.id);
  return end === -1 ? [...batch] : batch.slice(0, end);
}

async function deleteObjects(
  { db, archive, otherPlaces }: RetentionWork,
  deletion: DeletionRow,
  batch: readonly SegmentOfKey[],
): Promise<SegmentId | null> {
  if (archive === null && batch.some(({ archivedAt }) => archivedAt !== null)) {
    throw new AppError('unavailable', 'The archive is off, and segments to be deleted lie in it.');
  }
  for (const place of [...otherPlaces, ...(archive === null ? [] : [archive])]) {
    await place.deleteCopies(batch);
  }
  const through = batch.at(-1)?.id ?? null;
  await db
    .update(deletions)
    .set({
      purgedThrough: through,
      segments: sql`${deletions.segments} + ${batch.length}`,
      bytes: sql`${deletions.bytes} + ${batch.reduce((sum, { bytes }) => sum + bytes, 0)}`,
      lastError: null,
    })
    .where(eq(deletions.id, deletion.id));
  return through;
}
