import { readPack } from '@workcompanion/core/footage/read-pack';
import {
  decodeThumbnailEntries,
  encodeThumbnailEntries,
  type ThumbnailEntry,
} from '@workcompanion/core/footage/thumbnail-entries';
import {
  decodePackParts,
  encodePackParts,
  hourOf,
  type PackPart,
} from '@workcompanion/core/footage/thumbnail-pack';
import type { Db } from '@workcompanion/db/client';
import type { segments } from '@workcompanion/db/schema/segments';
import { thumbnailPacks, thumbnailQueue } from '@workcompanion/db/schema/thumbnail-packs';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq, inArray } from 'drizzle-orm';
import { isPack, lockPack, type PackRow } from './pack-row.ts';
import {
  deleteUnused,
  leaveObjects,
  noteObject,
  type ThumbnailContext,
  useObject,
  writeObject,
} from './thumbnail-objects.ts';

/** What must be known of a segment to find its thumbnail. */
type DoomedSegment = Pick<
  typeof segments.$inferSelect,
  'id' | 'deviceId' | 'recordingId' | 'startsAt' | 'sequence'
>;

/**
 * Deletes the thumbnails of these segments, from the database and from their store, and sees to it that
 * none is made any more. Call it with what the catalogue says of them, before or after their rows
 * are deleted. May run twice. Returns how many thumbnails there were.
 */
export async function deleteThumbnails(
  ctx: ThumbnailContext,
  doomed: readonly DoomedSegment[],
): Promise<number> {
  // First, so that a worker that is making one right now finds that nobody wants it any more.
  await unqueue(
    ctx.db,
    doomed.map(({ id }) => id),
  );
  let removed = 0;
  for (const group of byRecordingHour(doomed)) {
    const sequences = new Set(group.map(({ sequence }) => sequence));
    for (const pack of await packsOf(ctx.db, group)) {
      removed += await removeFromPack(ctx, pack, sequences);
    }
  }
  return removed;
}

async function unqueue(db: Db, ids: readonly DoomedSegment['id'][]): Promise<void> {
  if (ids.length === 0) return;
  await db.delete(thumbnailQueue).where(inArray(thumbnailQueue.segmentId, [...ids]));
}

function byRecordingHour(doomed: readonly DoomedSegment[]): DoomedSegment[][] {
  const groups = new Map<string, DoomedSegment[]>();
  for (const segment of doomed) {
    const name = `${segment.recordingId} ${hourOf(segment.startsAt)}`;
    const group = groups.get(name);
    if (group) group.push(segment);
    else groups.set(name, [segment]);
  }
  return [...groups.values()];
}

async function packsOf(db: Db, [segment]: readonly DoomedSegment[]) {
  if (!segment) return [];
  const { deviceId, recordingId, startsAt } = segment;
  return await db
    .select()
    .from(thumbnailPacks)
    .where(
      and(
        eq(thumbnailPacks.deviceId, deviceId),
        eq(thumbnailPacks.hour, hourOf(startsAt)),
        eq(thumbnailPacks.recordingId, recordingId),
      ),
    );
}

/**
 * Takes thumbnails out of a pack: those that stay are copied to a new object, the row names that one,
 * and objects that no pack has a part in any more are deleted. A crash leaves them to be deleted later.
 * An object that other packs still share, within the hour that is being recorded, goes with their hour.
 */
async function removeFromPack(
  ctx: ThumbnailContext,
  pack: PackRow,
  sequences: ReadonlySet<number>,
): Promise<number> {
  const hasAny = decodeThumbnailEntries(pack.hour, pack.entries).some(({ sequence }) =>
    sequences.has(sequence),
  );
  if (!hasAny) return 0;
  const object = await noteObject(ctx.db);
  const left = await withTransaction(ctx.db, async (tx) => {
    const row = await lockPack(tx, pack);
    const entries = row === null ? [] : decodeThumbnailEntries(row.hour, row.entries);
    const kept = entries.filter(({ sequence }) => !sequences.has(sequence));
    if (row === null || kept.length === entries.length) {
      await useObject(tx, object, 0);
      return { removed: 0, parts: [] };
    }
    const parts = decodePackParts(row.parts);
    const moved = await readKept(ctx, parts, kept);
    if (moved.size > 0) await writeObject(ctx, object, moved.pieces);
    await useObject(tx, object, moved.size > 0 ? 1 : 0);
    await leaveObjects(tx, parts);
    if (kept.length === 0) await tx.delete(thumbnailPacks).where(isPack(row));
    else {
      const own = moved.size > 0 ? [{ object, from: 0, at: 0 }] : [];
      await tx
        .update(thumbnailPacks)
        .set({
          parts: encodePackParts(own),
          size: moved.size,
          entries: encodeThumbnailEntries(row.hour, moved.entries),
          // The strip shows what is deleted too.
          stripAt: null,
          stripSize: null,
          stripEntries: null,
        })
        .where(isPack(row));
    }
    return { removed: entries.length - kept.length, parts };
  });
  await deleteUnused(ctx, [object, ...left.parts.map((part) => part.object)]);
  return left.removed;
}

export interface KeptThumbnails {
  /** As they lie one behind the other from now on; one whose bytes are lost has none. */
  readonly entries: readonly ThumbnailEntry[];
  readonly pieces: readonly Buffer[];
  readonly size: number;
}

/** Sealed as they are: a thumbnail's seal knows its segment, not its place in a pack. */
export async function readKept(
  { thumbnails }: ThumbnailContext,
  parts: readonly PackPart[],
  kept: readonly ThumbnailEntry[],
): Promise<KeptThumbnails> {
  const shown = kept.filter(({ size }) => size > 0).sort((a, b) => a.at - b.at);
  const pieces: Buffer[] = [];
  const entries = kept.filter(({ size }) => size === 0);
  let size = 0;
  let index = 0;
  for await (const piece of readPack(thumbnails, parts, shown)) {
    const entry = shown[index];
    index += 1;
    if (entry === undefined) continue;
    entries.push({ ...entry, at: size, size: piece?.length ?? 0 });
    if (piece === null) continue;
    pieces.push(piece);
    size += piece.length;
  }
  return { entries, pieces, size };
}
