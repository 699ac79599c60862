import { openPiece, pieceKey, sealPiece } from '@workcompanion/core/crypto/sealed-piece';
import { isAppError } from '@workcompanion/core/errors';
import {
  decodeThumbnailEntries,
  encodeThumbnailEntries,
  type ThumbnailEntry,
} from '@workcompanion/core/footage/thumbnail-entries';
import { thumbnailHead } from '@workcompanion/core/footage/thumbnail-frames';
import {
  decodePackParts,
  encodePackParts,
  type PackPart,
  stripPlace,
  thumbnailPlace,
} from '@workcompanion/core/footage/thumbnail-pack';
import type { ThumbnailObjectId } from '@workcompanion/core/ids';
import type { Db, Tx } from '@workcompanion/db/client';
import { readDataKey } from '@workcompanion/db/keys/read-data-key';
import { thumbnailPacks } from '@workcompanion/db/schema/thumbnail-packs';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, desc, isNull, lt, sql } from 'drizzle-orm';
import type { WorkerContext } from '../job.ts';
import { type KeptThumbnails, readKept } from './delete-thumbnails.ts';
import { isPack, type PackRow } from './pack-row.ts';
import { renderThumbnails } from './render-thumbnails.ts';
import {
  deleteUnused,
  leaveObjects,
  noteObject,
  useObject,
  writeObject,
} from './thumbnail-objects.ts';

/** A thumbnail each three minutes: enough to find the place in an hour. */
const PICTURES = 20;
/** For skimming: 1.5 KB each. */
const SIDE = 160;
const HOUR = 3_600_000_000;
/** Late uploads come into the strip too, if they are not later than this; µs. */
const QUIET = 10 * 60_000_000;
const BATCH = 200;

/**
 * Gives packs whose hour is over their strip: a few still smaller thumbnails, sealed as one, so that an
 * hour can be skimmed for 30 KB. With it all of the pack comes into one object of its own, instead of a
 * part in that of each batch. Returns how many were made.
 */
export async function makeStrips(ctx: WorkerContext, ffmpeg: string): Promise<number> {
  let made = 0;
  for (; made < BATCH && !ctx.stopping.aborted; made += 1) {
    if (!(await makeStrip(ctx, ffmpeg))) break;
  }
  return made;
}

/** False when no pack is without one. */
async function makeStrip(ctx: WorkerContext, ffmpeg: string): Promise<boolean> {
  if ((await striplessPack(ctx.db, ctx.now())) === null) return false;
  const object = await noteObject(ctx.db);
  const left = await withTransaction(ctx.db, async (tx) => {
    const pack = await striplessPack(tx, ctx.now(), { lock: true });
    const parts = pack === null ? [] : decodePackParts(pack.parts);
    const isUsed = pack !== null && (await gather(tx, ctx, { pack, parts, object, ffmpeg }));
    await useObject(tx, object, isUsed ? 1 : 0);
    if (isUsed) await leaveObjects(tx, parts);
    return { isMade: pack !== null, parts: isUsed ? parts : [] };
  });
  await deleteUnused(ctx, [object, ...left.parts.map((part) => part.object)]);
  return left.isMade;
}

/** The newest that nobody else is at; locked until its strip is there. */
async function striplessPack(
  db: Db | Tx,
  now: number,
  { lock = false }: { readonly lock?: boolean } = {},
): Promise<PackRow | null> {
  const query = db
    .select()
    .from(thumbnailPacks)
    .where(
      and(
        isNull(thumbnailPacks.stripAt),
        lt(thumbnailPacks.hour, now - HOUR),
        lt(thumbnailPacks.changedAt, now - QUIET),
        sql`${thumbnailPacks.size} > 0`,
      ),
    )
    .orderBy(desc(thumbnailPacks.hour))
    .limit(1);
  const [pack] = lock ? await query.for('update', { skipLocked: true }) : await query;
  return pack ?? null;
}

interface Gathering {
  readonly pack: PackRow;
  readonly parts: readonly PackPart[];
  readonly object: ThumbnailObjectId;
  readonly ffmpeg: string;
}

/** All of a pack and its strip, in one object. False when there is no strip: then all stays where it is. */
async function gather(
  tx: Tx,
  ctx: WorkerContext,
  { pack, parts, object, ffmpeg }: Gathering,
): Promise<boolean> {
  const entries = decodeThumbnailEntries(pack.hour, pack.entries);
  const kept = await readKept(ctx, parts, entries);
  const strip = await drawStrip(tx, ctx, { pack, kept, ffmpeg });
  const made = { stripAt: kept.size, stripSize: strip?.length ?? 0, stripEntries: entries.length };
  if (strip === null) {
    await tx.update(thumbnailPacks).set(made).where(isPack(pack));
    return false;
  }
  await writeObject(ctx, object, [...kept.pieces, strip]);
  await tx
    .update(thumbnailPacks)
    .set({
      ...made,
      entries: encodeThumbnailEntries(pack.hour, kept.entries),
      parts: encodePackParts([{ object, from: 0, at: 0 }]),
      size: kept.size + strip.length,
    })
    .where(isPack(pack));
  return true;
}

interface Drawing {
  readonly pack: PackRow;
  readonly kept: KeptThumbnails;
  readonly ffmpeg: string;
}

/** Null when the key was destroyed, or no thumbnail can be read. */
async function drawStrip(
  tx: Tx,
  ctx: WorkerContext,
  { pack, kept, ffmpeg }: Drawing,
): Promise<Buffer | null> {
  const dataKey = await readDataKey(tx, ctx.masterKey, pack.keyId);
  if (dataKey === null) return null;
  const key = pieceKey(dataKey.key, 'thumbnails');
  const chosen = chooseEvenly(openAll(pack, kept, key), PICTURES);
  if (chosen.length === 0) return null;
  const images = chosen.map(({ thumbnail }) => ({
    format: 'webp_pipe' as const,
    bytes: thumbnail,
  }));
  const small = await renderThumbnails(ffmpeg, images, SIDE).catch((err) => {
    // Rather an hour without a strip than one that keeps all others from theirs.
    ctx.log.warn({ recording: pack.recordingId, err }, 'a strip could not be drawn');
    return [];
  });
  const framed = chosen.flatMap(({ entry }, index) => {
    const image = small[index];
    if (!image) return [];
    const to = entry.startsAt + entry.duration;
    return [thumbnailHead({ from: entry.startsAt, to, bytes: image.length }), image];
  });
  return sealPiece(key, Buffer.concat(framed), stripPlace(pack));
}

/** At most `count` of them, evenly from first to last. */
function chooseEvenly<T>(items: readonly T[], count: number): T[] {
  if (items.length <= count) return [...items];
  return Array.from({ length: count }, (_, index) =>
    items.slice(Math.floor((index * items.length) / count)).slice(0, 1),
  ).flat();
}

interface OpenedThumbnail {
  readonly entry: ThumbnailEntry;
  readonly thumbnail: Buffer;
}

/** The thumbnails of a pack in order of time, opened; without those that are damaged. */
function openAll(pack: PackRow, { entries, pieces }: KeptThumbnails, key: Buffer) {
  const bytes = Buffer.concat([...pieces]);
  const opened: OpenedThumbnail[] = [];
  for (const entry of entries.toSorted((a, b) => a.startsAt - b.startsAt)) {
    if (entry.size === 0) continue;
    const sealed = bytes.subarray(entry.at, entry.at + entry.size);
    const place = thumbnailPlace({ recordingId: pack.recordingId, sequence: entry.sequence });
    try {
      opened.push({ entry, thumbnail: openPiece(key, sealed, place) });
    } catch (error) {
      if (!isAppError(error, 'digest-mismatch')) throw error;
    }
  }
  return opened;
}
