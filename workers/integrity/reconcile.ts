import { segmentIdOfKey, segmentObjectKey } from '@workcompanion/core/footage/object-key';
import type { BlobEntry, BlobStore } from '@workcompanion/core/storage/blob-store';
import { KEPT_PARTS } from '@workcompanion/core/storage/hot/bucket-hot-store';
import { BLOB_MARKER_PREFIX } from '@workcompanion/core/storage/store-marker';
import { type NotedFinding, noteFinding } from '@workcompanion/db/queries/note-finding';
import { dataKeys } from '@workcompanion/db/schema/data-keys';
import { deletions } from '@workcompanion/db/schema/deletions';
import type { FindingKind } from '@workcompanion/db/schema/integrity-runs';
import { segments } from '@workcompanion/db/schema/segments';
import { eq } from 'drizzle-orm';
import { compareListings } from './compare-listings.ts';
import { resolveUnconfirmed } from './finding.ts';
import { listCatalogue } from './list-catalogue.ts';
import { type IntegrityWork, type RunInProgress, saveRun } from './run-in-progress.ts';

/** What this looks for; `damaged` may also come from reading, and is then cleared by reading only. */
const KINDS: readonly FindingKind[] = ['missing', 'wrong-size', 'orphan', 'undeleted'];
const NO_FOOTAGE = [BLOB_MARKER_PREFIX, KEPT_PARTS];
/** By time, not by number: to look at each of many orphans again takes longer than a run may be silent. */
const SAVE_EVERY_MS = 10_000;
/** A bucket that is shared with others may hold any number of orphans: the rest is only counted. */
const MAX_NOTED = 1_000;

/**
 * Compares catalogue and archive both ways, in constant memory. Nothing is mended, and nothing is
 * deleted: an orphan may be the last copy of something. False when it was stopped before its end.
 */
export async function reconcile(work: IntegrityWork, run: RunInProgress): Promise<boolean> {
  const { db, archive, now } = work;
  const { counts } = run;
  let savedAt = performance.now();
  for await (const { suspicion, bytes } of compareListings(listCatalogue(db), footageOf(archive))) {
    if (!work.mayGoOn()) return false;
    counts.objects += 1;
    counts.bytes += bytes;
    const finding = suspicion && (await confirmSuspicion(work, suspicion));
    if (finding !== null) {
      counts.findings += 1;
      if (counts.findings <= MAX_NOTED) {
        await noteFinding(db, finding, { runId: run.id, at: now() });
      }
    }
    if (performance.now() - savedAt < SAVE_EVERY_MS) continue;
    await saveRun(work, run);
    savedAt = performance.now();
  }
  if (counts.findings <= MAX_NOTED) {
    await resolveUnconfirmed(db, { runId: run.id, at: now(), kinds: KINDS });
  }
  return true;
}

/** All but what marks the archive as ours, and what still comes where it is the hot store, too. */
async function* footageOf(archive: BlobStore): AsyncGenerator<BlobEntry> {
  for await (const entry of archive.list('')) {
    if (!NO_FOOTAGE.some((prefix) => entry.key.startsWith(prefix))) yield entry;
  }
}

/**
 * Looks at one object and its row again: since the lists were read, it may have been archived, or
 * deleted by a rule. Null when all is well now.
 */
async function confirmSuspicion(
  { db, archive }: Pick<IntegrityWork, 'db' | 'archive'>,
  suspicion: NotedFinding,
): Promise<NotedFinding | null> {
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
