import {
  openThumbnail,
  sealThumbnail,
  thumbnailKey,
} from '@workcompanion/core/crypto/sealed-thumbnail';
import { isAppError } from '@workcompanion/core/errors';
import {
  decodeThumbnailEntries,
  type ThumbnailEntry,
} from '@workcompanion/core/footage/thumbnail-entries';
import { thumbnailHead } from '@workcompanion/core/footage/thumbnail-frames';
import {
  packFileKey,
  stripPlace,
  thumbnailPlace,
} from '@workcompanion/core/footage/thumbnail-pack';
import type { PackFolder } from '@workcompanion/core/storage/pack-folder';
import type { Tx } from '@workcompanion/db/client';
import { openDataKey } from '@workcompanion/db/keys/open-data-key';
import { thumbnailPacks } from '@workcompanion/db/schema/thumbnail-packs';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, desc, isNull, lt, sql } from 'drizzle-orm';
import type { WorkerContext } from '../job.ts';
import { isPack, type PackRow } from './pack-row.ts';
import { renderThumbnails } from './render-thumbnails.ts';

/** A thumbnail each three minutes: enough to find the place in an hour. */
const PICTURES = 20;
/** For skimming: 1.5 KB each. */
const SIDE = 160;
const HOUR = 3_600_000_000;
/** Late uploads come into the strip too, if they are not later than this; µs. */
const QUIET = 10 * 60_000_000;
const BATCH = 200;

/**
 * Gives packs whose hour is over their strip: a few still smaller thumbnails, sealed as one and put at
 * the end of the pack's file, so that an hour can be skimmed for 30 KB. Returns how many were made.
 */
export async function makeStrips(ctx: WorkerContext, ffmpeg: string): Promise<number> {
  let made = 0;
  for (; made < BATCH && !ctx.stopping.aborted; made += 1) {
    const isThere = await withTransaction(ctx.db, async (tx) => {
      const pack = await takePack(tx, ctx.now());
      if (pack) await addStrip(tx, ctx, { pack, ffmpeg });
      return pack !== null;
    });
    if (!isThere) break;
  }
  return made;
}

/** The newest that nobody else is at; locked until its strip is there. */
async function takePack(tx: Tx, now: number): Promise<PackRow | null> {
  const [pack] = await tx
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
    .limit(1)
    .for('update', { skipLocked: true });
  return pack ?? null;
}

async function addStrip(
  tx: Tx,
  ctx: WorkerContext,
  { pack, ffmpeg }: { readonly pack: PackRow; readonly ffmpeg: string },
): Promise<void> {
  const strip = await drawStrip(tx, ctx, { pack, ffmpeg });
  const fileKey = packFileKey(pack, pack.file);
  if (strip !== null) await ctx.thumbnails.write(fileKey, pack.size, [strip]);
  const stripSize = strip?.length ?? 0;
  await tx
    .update(thumbnailPacks)
    .set({
      stripAt: pack.size,
      stripSize,
      stripEntries: pack.entries.length,
      size: pack.size + stripSize,
    })
    .where(isPack(pack));
}

/** Null when the key was destroyed, or no thumbnail can be read. */
async function drawStrip(
  tx: Tx,
  ctx: WorkerContext,
  { pack, ffmpeg }: { readonly pack: PackRow; readonly ffmpeg: string },
): Promise<Buffer | null> {
  const dataKey = await openDataKey(tx, ctx.masterKey, pack.keyId);
  if (dataKey === null) return null;
  const key = thumbnailKey(dataKey.key);
  const entries = decodeThumbnailEntries(pack.hour, pack.entries)
    .filter(({ size }) => size > 0)
    .sort((a, b) => a.startsAt - b.startsAt);
  const chosen = await readThumbnails(
    ctx.thumbnails,
    { pack, key },
    chooseEvenly(entries, PICTURES),
  );
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
  return sealThumbnail(key, Buffer.concat(framed), stripPlace(pack));
}

/** At most `count` of them, evenly from first to last. */
function chooseEvenly<T>(items: readonly T[], count: number): T[] {
  if (items.length <= count) return [...items];
  return Array.from({ length: count }, (_, index) =>
    items.slice(Math.floor((index * items.length) / count)).slice(0, 1),
  ).flat();
}

interface ReadThumbnail {
  readonly entry: ThumbnailEntry;
  readonly thumbnail: Buffer;
}

/** Thumbnails of a pack, opened; without those that are lost or damaged. */
async function readThumbnails(
  folder: PackFolder,
  { pack, key }: { readonly pack: PackRow; readonly key: Buffer },
  entries: readonly ThumbnailEntry[],
): Promise<ReadThumbnail[]> {
  const thumbnails: ReadThumbnail[] = [];
  try {
    const reader = await folder.open(packFileKey(pack, pack.file));
    try {
      for (const entry of entries) {
        const sealed = await reader.read({ start: entry.at, end: entry.at + entry.size });
        const place = thumbnailPlace({ recordingId: pack.recordingId, sequence: entry.sequence });
        thumbnails.push({ entry, thumbnail: openThumbnail(key, sealed, place) });
      }
    } finally {
      await reader.close();
    }
  } catch (error) {
    if (!isAppError(error)) throw error;
  }
  return thumbnails;
}
