import { segmentIdOfKey, segmentObjectKey } from '@workcompanion/core/footage/object-key';
import type { Finding } from '@workcompanion/db/queries/note-finding';
import { dataKeys } from '@workcompanion/db/schema/data-keys';
import { deletions } from '@workcompanion/db/schema/deletions';
import { segments } from '@workcompanion/db/schema/segments';
import { eq } from 'drizzle-orm';
import type { IntegrityWork } from './integrity-work.ts';

/**
 * Looks at one object and its row again: since the lists were read, it may have been archived, or
 * deleted by a rule. Null when all is well now.
 */
export async function confirmSuspicion(
  { db, archive }: Pick<IntegrityWork, 'db' | 'archive'>,
  suspicion: Finding,
): Promise<Finding | null> {
  const { objectKey } = suspicion;
  const stat = await archive.head(objectKey);
  const row = await findRow(db, objectKey);
  const found = { ...suspicion, foundBytes: stat?.size ?? null };
  if (row === null) return stat === null ? null : { ...found, kind: 'orphan', segmentId: null };
  const { segment, deletedAt } = row;
  const known = { ...found, segmentId: segment.id, expectedBytes: segment.bytes };
  if (segment.state === 'shredded') {
    // Until its deletion has ended, the object may still be there.
    return stat === null || deletedAt === null ? null : { ...known, kind: 'undeleted' };
  }
  if (segment.state !== 'archived' && segment.state !== 'cold') return null;
  if (stat === null) return { ...known, kind: 'missing' };
  if (stat.size !== segment.bytes) return { ...known, kind: 'wrong-size' };
  const isOther = stat.crc64 !== null && stat.crc64 !== segment.crc64;
  return isOther ? { ...known, kind: 'damaged' } : null;
}

async function findRow(db: IntegrityWork['db'], objectKey: string) {
  const id = segmentIdOfKey(objectKey);
  if (id === null) return null;
  const [row] = await db
    .select({ segment: segments, deletedAt: deletions.finishedAt })
    .from(segments)
    .leftJoin(dataKeys, eq(dataKeys.id, segments.keyId))
    .leftJoin(deletions, eq(deletions.id, dataKeys.deletionId))
    .where(eq(segments.id, id));
  // The same id under another name is not that segment's object.
  return row && segmentObjectKey(row.segment) === objectKey ? row : null;
}
