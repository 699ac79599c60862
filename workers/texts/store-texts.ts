import { hourOf } from '@workcompanion/core/footage/thumbnail-pack';
import type { KeyId, SegmentId, ThumbnailObjectId } from '@workcompanion/core/ids';
import type { IndexRange } from '@workcompanion/core/protocol/journal-head';
import { readTextPack } from '@workcompanion/core/search/read-text-pack';
import { openLines, type ReadLine, sealTextPack } from '@workcompanion/core/search/text-pack';
import type { Tx } from '@workcompanion/db/client';
import type { TextPackRow } from '@workcompanion/db/queries/list-text-packs';
import { dataKeys } from '@workcompanion/db/schema/data-keys';
import { textFilters } from '@workcompanion/db/schema/text-filters';
import { textPacks } from '@workcompanion/db/schema/text-packs';
import { textQueue } from '@workcompanion/db/schema/text-queue';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq, inArray, isNotNull } from 'drizzle-orm';
import {
  leaveObjects,
  noteObject,
  type ThumbnailContext,
  useObject,
  writeObject,
} from '../thumbnails/thumbnail-objects.ts';
import { type QueuedText, TEXT_QUEUE } from './claim-texts.ts';
import { mergeLines } from './merge-lines.ts';
import { ENGINE } from './models.ts';

/** A segment of which every screen was read. */
export interface ReadText {
  readonly segment: QueuedText;
  readonly dataKey: Buffer;
  readonly lines: readonly ReadLine[];
  readonly screens: number;
}

/**
 * Puts what was read into the packs of its hours and takes the segments off the queue, all or nothing:
 * bytes first, rows last. What another process holds by now, or whose key is destroyed, is dropped.
 * Returns how many segments were kept.
 */
export async function storeTexts(
  ctx: ThumbnailContext,
  read: readonly ReadText[],
): Promise<number> {
  const packs = byPack(read);
  const objects: ThumbnailObjectId[] = [];
  for (const _ of packs) objects.push(await noteObject(ctx.db));
  return withTransaction(ctx.db, async (tx) => {
    const wanted = await takeOffQueue(tx, read);
    let kept = 0;
    for (const [index, texts] of packs.entries()) {
      const object = objects[index];
      if (object === undefined) throw new Error('a pack has no object');
      const held = texts.filter(({ segment }) => wanted.has(segment.id));
      kept += await grow(ctx, tx, { object, texts: held });
    }
    return kept;
  });
}

/** One for each recording, hour and data key; in one order for all: no two processes wait for each other. */
function byPack(read: readonly ReadText[]): ReadText[][] {
  const packs = new Map<string, ReadText[]>();
  for (const text of read) {
    const { recordingId, keyId, startsAt } = text.segment;
    const name = `${hourOf(startsAt)} ${recordingId} ${keyId}`;
    packs.set(name, [...(packs.get(name) ?? []), text]);
  }
  return [...packs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, texts]) => texts);
}

/** Those that are still ours, and of which somebody may ever read what stood there. */
async function takeOffQueue(tx: Tx, read: readonly ReadText[]): Promise<Set<SegmentId>> {
  const taken = await tx
    .delete(textQueue)
    .where(TEXT_QUEUE.areHeldBy(read.map(({ segment }) => segment)))
    .returning({ id: textQueue.segmentId });
  const ids = new Set(taken.map(({ id }) => id));
  const keys = await livingKeys(
    tx,
    read.map(({ segment }) => segment.keyId),
  );
  const living = read.filter(({ segment }) => ids.has(segment.id) && keys.has(segment.keyId));
  return new Set(living.map(({ segment }) => segment.id));
}

/** None of them is destroyed before the transaction has ended. */
export async function livingKeys(tx: Tx, keys: readonly KeyId[]): Promise<Set<KeyId>> {
  const living = await tx
    .select({ id: dataKeys.id })
    .from(dataKeys)
    .where(and(inArray(dataKeys.id, [...new Set(keys)]), isNotNull(dataKeys.wrapped)))
    .for('share');
  return new Set(living.map(({ id }) => id));
}

interface Growth {
  /** Noted, and not yet written. */
  readonly object: ThumbnailObjectId;
  /** What one pack holds. */
  readonly texts: readonly ReadText[];
}

async function grow(ctx: ThumbnailContext, tx: Tx, { object, texts }: Growth): Promise<number> {
  const [first] = texts;
  if (first === undefined) {
    await useObject(tx, object, 0);
    return 0;
  }
  const row = await lockPack(tx, first);
  const fresh = texts.filter(({ segment }) => !covers(row.read, rangeOf(segment)));
  if (fresh.length === 0) {
    await useObject(tx, object, 0);
    return 0;
  }
  const lines = mergeLines(
    await linesOf(ctx, row, first.dataKey),
    fresh.flatMap((text) => text.lines),
  );
  const sealed = lines.length === 0 ? null : sealTextPack(first.dataKey, row, lines);
  if (sealed !== null) await writeObject(ctx, object, [sealed.bytes]);
  await useObject(tx, object, sealed === null ? 0 : 1);
  await leaveOld(tx, row);
  await tx
    .update(textPacks)
    .set({
      objectId: sealed === null ? null : object,
      foldedBytes: sealed?.foldedBytes ?? 0,
      linesBytes: sealed?.linesBytes ?? 0,
      read: fresh.reduce((ranges, { segment }) => withRange(ranges, rangeOf(segment)), row.read),
      screens: row.screens + fresh.reduce((sum, { screens }) => sum + screens, 0),
      lines: lines.length,
      engine: ENGINE,
      isIndexed: false,
    })
    .where(isPack(row));
  return fresh.length;
}

/** The pack's row, made when it is the first text; nobody else writes to it until the transaction ends. */
async function lockPack(tx: Tx, { segment }: ReadText): Promise<TextPackRow> {
  const { deviceId, recordingId, keyId, display, startsAt } = segment;
  const pack = { deviceId, recordingId, keyId, hour: hourOf(startsAt) };
  await tx
    .insert(textPacks)
    .values({ ...pack, display, engine: ENGINE })
    .onConflictDoNothing();
  const [row] = await tx.select().from(textPacks).where(isPack(pack)).for('update');
  if (row === undefined) throw new Error(`the texts of recording ${recordingId} are gone`);
  return row;
}

function isPack(pack: Pick<TextPackRow, 'deviceId' | 'hour' | 'recordingId' | 'keyId'>) {
  return and(
    eq(textPacks.deviceId, pack.deviceId),
    eq(textPacks.hour, pack.hour),
    eq(textPacks.recordingId, pack.recordingId),
    eq(textPacks.keyId, pack.keyId),
  );
}

async function linesOf(
  ctx: ThumbnailContext,
  row: TextPackRow,
  dataKey: Buffer,
): Promise<readonly ReadLine[]> {
  const sealed = await readTextPack(ctx.thumbnails, row, 'lines');
  return sealed === null ? [] : openLines(dataKey, row, sealed);
}

/** What the pack was before, and the filter that does not know the new text. */
async function leaveOld(tx: Tx, { keyId, objectId }: TextPackRow): Promise<void> {
  if (objectId !== null) await leaveObjects(tx, [{ object: objectId }]);
  if (!(await leaveFilter(tx, keyId))) return;
  await tx.update(textPacks).set({ isIndexed: false }).where(eq(textPacks.keyId, keyId));
}

/** The key has no filter any more. False: it had none. */
export async function leaveFilter(tx: Tx, key: KeyId): Promise<boolean> {
  const filters = await tx
    .delete(textFilters)
    .where(eq(textFilters.keyId, key))
    .returning({ object: textFilters.objectId });
  await leaveObjects(tx, filters);
  return filters.length > 0;
}

/** µs between two segments of a recording that are one stretch: what clocks round, and shorter than any segment. */
const SEAM = 100_000;

function rangeOf({ startsAt, duration }: QueuedText): IndexRange {
  return { first: startsAt, last: startsAt + duration - 1 };
}

function covers(ranges: readonly IndexRange[], { first, last }: IndexRange): boolean {
  return ranges.some((range) => range.first <= first && range.last >= last);
}

function withRange(ranges: readonly IndexRange[], added: IndexRange): IndexRange[] {
  const joined: IndexRange[] = [];
  for (const range of [...ranges, added].toSorted((a, b) => a.first - b.first)) {
    const before = joined.at(-1);
    if (before === undefined || range.first - before.last > SEAM) joined.push(range);
    else joined[joined.length - 1] = { ...before, last: Math.max(before.last, range.last) };
  }
  return joined;
}
