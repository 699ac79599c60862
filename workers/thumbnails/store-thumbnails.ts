import {
  decodeThumbnailEntries,
  encodeThumbnailEntries,
  type ThumbnailEntry,
} from '@workcompanion/core/footage/thumbnail-entries';
import {
  encodePackParts,
  hourOf,
  type PackPart,
  type ThumbnailPack,
} from '@workcompanion/core/footage/thumbnail-pack';
import type { SegmentId } from '@workcompanion/core/ids';
import type { Tx } from '@workcompanion/db/client';
import { thumbnailPacks, thumbnailQueue } from '@workcompanion/db/schema/thumbnail-packs';
import { withTransaction } from '@workcompanion/db/transaction';
import { type QueuedThumbnail, THUMBNAIL_QUEUE } from './claim-thumbnails.ts';
import { isPack, lockPack } from './pack-row.ts';
import { noteObject, type ThumbnailContext, useObject, writeObject } from './thumbnail-objects.ts';

export interface MadeThumbnail {
  readonly segment: QueuedThumbnail;
  /** Null: of this segment none can be made, or none is needed. */
  readonly sealed: Buffer | null;
  readonly change: number | null;
  /** It shows what the segment before or after it shows: that one's thumbnail stands for both. */
  readonly joins?: 'before' | 'after';
}

/**
 * Puts thumbnails into one new object and into the rows of their packs, and takes their segments off
 * the queue, all or nothing: bytes first, rows last. A thumbnail whose segment is not in the queue any
 * more, or was claimed by another, is dropped. Returns how many were kept.
 */
export async function storeThumbnails(
  ctx: ThumbnailContext & { readonly now: () => number },
  made: readonly MadeThumbnail[],
): Promise<number> {
  const hasBytes = made.some(({ sealed }) => sealed !== null);
  const object = hasBytes ? await noteObject(ctx.db) : null;
  return withTransaction(ctx.db, async (tx) => {
    const wanted = await takeOffQueue(tx, made);
    const pieces: Buffer[] = [];
    let size = 0;
    let packs = 0;
    // One after the other, in one order for all: two processes must not wait for each other.
    for (const group of byPack(made.filter(({ segment }) => wanted.has(segment.id)))) {
      const part = object && { object, from: size };
      const added = await grow(tx, group, { now: ctx.now(), part });
      if (added.length > 0) packs += 1;
      pieces.push(...added);
      size += added.reduce((sum, piece) => sum + piece.length, 0);
    }
    if (object !== null) {
      if (pieces.length > 0) await writeObject(ctx, object, pieces);
      await useObject(tx, object, packs);
    }
    return wanted.size;
  });
}

async function takeOffQueue(tx: Tx, made: readonly MadeThumbnail[]): Promise<Set<SegmentId>> {
  const taken = await tx
    .delete(thumbnailQueue)
    .where(THUMBNAIL_QUEUE.areHeldBy(made.map(({ segment }) => segment)))
    .returning({ id: thumbnailQueue.segmentId });
  return new Set(taken.map(({ id }) => id));
}

interface PackGroup {
  readonly pack: ThumbnailPack;
  readonly thumbnails: MadeThumbnail[];
}

function byPack(made: readonly MadeThumbnail[]): PackGroup[] {
  const groups = new Map<string, PackGroup>();
  for (const thumbnail of made) {
    const { deviceId, recordingId, keyId, startsAt } = thumbnail.segment;
    const pack = { deviceId, recordingId, keyId, hour: hourOf(startsAt) };
    const name = [deviceId, pack.hour, recordingId, keyId].join(' ');
    const group = groups.get(name);
    if (group) group.thumbnails.push(thumbnail);
    else groups.set(name, { pack, thumbnails: [thumbnail] });
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

interface Growth {
  readonly now: number;
  /** Where in the object the pack's new bytes will lie; null when nothing has bytes. */
  readonly part: Pick<PackPart, 'object' | 'from'> | null;
}

/** The pack's row with the thumbnails. Returns what must lie in the object before it counts. */
async function grow(
  tx: Tx,
  { pack, thumbnails }: PackGroup,
  { now, part }: Growth,
): Promise<readonly Buffer[]> {
  const nothing = Buffer.alloc(0);
  const fresh = { ...pack, parts: nothing, entries: nothing, changedAt: now };
  await tx.insert(thumbnailPacks).values(fresh).onConflictDoNothing();
  const row = await lockPack(tx, pack);
  if (row === null) throw new Error(`the pack of recording ${pack.recordingId} is gone`);
  const known = decodeThumbnailEntries(pack.hour, row.entries);
  const { entries, pieces, size } = withThumbnails(known, thumbnails, row.size);
  const hasBytes = part !== null && pieces.length > 0;
  const parts = hasBytes ? encodePackParts([{ ...part, at: row.size }]) : nothing;
  await tx
    .update(thumbnailPacks)
    .set({
      size,
      entries: encodeThumbnailEntries(pack.hour, entries),
      parts: Buffer.concat([row.parts, parts]),
      changedAt: now,
      // One that lacks a thumbnail is made anew.
      ...(entries.length > known.length && { stripAt: null, stripSize: null, stripEntries: null }),
    })
    .where(isPack(pack));
  return pieces;
}

function withThumbnails(
  known: readonly ThumbnailEntry[],
  thumbnails: readonly MadeThumbnail[],
  from: number,
) {
  const entries = [...known];
  const sequences = new Set(known.map(({ sequence }) => sequence));
  const pieces: Buffer[] = [];
  let size = from;
  for (const made of thumbnails) {
    const { segment, sealed, change } = made;
    if (sequences.has(segment.sequence) || join(entries, made)) continue;
    const { sequence, startsAt, duration } = segment;
    entries.push({ sequence, startsAt, duration, change, at: size, size: sealed?.length ?? 0 });
    if (sealed === null) continue;
    pieces.push(sealed);
    size += sealed.length;
  }
  return { entries, pieces, size };
}

/** µs. Segments of a recording follow each other without a gap, up to what clocks round. */
const SEAM = 1_000_000;

/** Whether one entry adjoins the stretch on that side. */
export function adjoins(
  entry: Pick<ThumbnailEntry, 'startsAt' | 'duration'>,
  { startsAt, duration }: { readonly startsAt: number; readonly duration: number },
  side: 'before' | 'after',
): boolean {
  const gap =
    side === 'before'
      ? startsAt - (entry.startsAt + entry.duration)
      : entry.startsAt - (startsAt + duration);
  return Math.abs(gap) <= SEAM;
}

/** Lengthens the entry of the neighbour. False when it has none any more. */
function join(entries: ThumbnailEntry[], { segment, joins }: MadeThumbnail): boolean {
  if (joins === undefined) return false;
  const index = entries.findIndex((each) => each.size > 0 && adjoins(each, segment, joins));
  const entry = entries[index];
  if (entry === undefined) return false;
  const startsAt = Math.min(entry.startsAt, segment.startsAt);
  const to = Math.max(entry.startsAt + entry.duration, segment.startsAt + segment.duration);
  entries[index] = { ...entry, startsAt, duration: to - startsAt };
  return true;
}
