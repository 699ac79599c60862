import {
  decodeThumbnailEntries,
  encodeThumbnailEntries,
  type ThumbnailEntry,
} from '@workcompanion/core/footage/thumbnail-entries';
import {
  firstPackFile,
  hourOf,
  packFileKey,
  type ThumbnailPack,
} from '@workcompanion/core/footage/thumbnail-pack';
import type { SegmentId } from '@workcompanion/core/ids';
import type { Tx } from '@workcompanion/db/client';
import { thumbnailPacks } from '@workcompanion/db/schema/thumbnail-packs';
import { thumbnailQueue } from '@workcompanion/db/schema/thumbnail-queue';
import { withTransaction } from '@workcompanion/db/transaction';
import type { WorkerContext } from '../job.ts';
import { type QueuedThumbnail, THUMBNAIL_QUEUE } from './claim-thumbnails.ts';
import { isPack, lockPack } from './pack-row.ts';

/** What keeping and deleting thumbnails reaches the world through. */
export type ThumbnailContext = Pick<WorkerContext, 'db' | 'thumbnails'>;

export interface MadeThumbnail {
  readonly segment: QueuedThumbnail;
  /** Null: of this segment none can be made. */
  readonly sealed: Buffer | null;
  readonly change: number | null;
}

/**
 * Puts thumbnails into their packs and takes their segments off the queue, all or nothing: bytes first,
 * rows last. A thumbnail whose segment is not in the queue any more, or was claimed by another, is
 * dropped. Returns how many were kept.
 */
export function storeThumbnails(
  ctx: ThumbnailContext & { readonly now: () => number },
  made: readonly MadeThumbnail[],
): Promise<number> {
  return withTransaction(ctx.db, async (tx) => {
    const wanted = await takeOffQueue(tx, made);
    const groups = byPack(made.filter(({ segment }) => wanted.has(segment.id)));
    const grown: GrownPack[] = [];
    // One after the other, in one order for all: two processes must not wait for each other.
    for (const group of groups) grown.push(await grow(tx, group, ctx.now()));
    await Promise.all(
      grown.map(({ key, at, pieces }) =>
        pieces.length === 0 ? undefined : ctx.thumbnails.write(key, at, pieces),
      ),
    );
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

interface GrownPack {
  readonly key: string;
  readonly at: number;
  readonly pieces: readonly Buffer[];
}

/** The pack's row with the thumbnails, and what must be written to the file before it counts. */
async function grow(tx: Tx, { pack, thumbnails }: PackGroup, now: number): Promise<GrownPack> {
  const fresh = { ...pack, file: firstPackFile(pack), entries: Buffer.alloc(0), changedAt: now };
  await tx.insert(thumbnailPacks).values(fresh).onConflictDoNothing();
  const row = await lockPack(tx, pack);
  if (row === null) throw new Error(`the pack of recording ${pack.recordingId} is gone`);
  const entries = decodeThumbnailEntries(pack.hour, row.entries);
  const added = entriesOf(thumbnails, new Set(entries.map(({ sequence }) => sequence)), row.size);
  await tx
    .update(thumbnailPacks)
    .set({
      size: added.size,
      entries: encodeThumbnailEntries(pack.hour, [...entries, ...added.entries]),
      changedAt: now,
      // One that lacks a thumbnail is made anew.
      ...(added.entries.length > 0 && { stripAt: null, stripSize: null, stripEntries: null }),
    })
    .where(isPack(pack));
  return { key: packFileKey(pack, row.file), at: row.size, pieces: added.pieces };
}

function entriesOf(thumbnails: readonly MadeThumbnail[], known: ReadonlySet<number>, from: number) {
  const entries: ThumbnailEntry[] = [];
  const pieces: Buffer[] = [];
  let size = from;
  for (const { segment, sealed, change } of thumbnails) {
    if (known.has(segment.sequence)) continue;
    const { sequence, startsAt, duration } = segment;
    entries.push({ sequence, startsAt, duration, change, at: size, size: sealed?.length ?? 0 });
    if (sealed === null) continue;
    pieces.push(sealed);
    size += sealed.length;
  }
  return { entries, pieces, size };
}
