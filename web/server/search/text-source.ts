import { pieceKey } from '@workcompanion/core/crypto/sealed-piece';
import { isAppError } from '@workcompanion/core/errors';
import { thumbnailObjectKey } from '@workcompanion/core/footage/thumbnail-pack';
import type { KeyId } from '@workcompanion/core/ids';
import { ngramsOf } from '@workcompanion/core/search/ngrams';
import { readObject, readTextPack } from '@workcompanion/core/search/read-text-pack';
import { findSought } from '@workcompanion/core/search/search-terms';
import { BLOCK_BYTES, mayHoldNgrams } from '@workcompanion/core/search/text-filter';
import {
  linesThatMayHold,
  openFolded,
  openLines,
  type ReadLine,
} from '@workcompanion/core/search/text-pack';
import type { BlobStore } from '@workcompanion/core/storage/blob-store';
import {
  listPacksOfKeys,
  listTextSources,
  type TextPackRow,
  type TextSources,
} from '@workcompanion/db/queries/list-text-packs';
import { MAX_SEGMENT } from '@workcompanion/db/queries/span-joint';
import { recordings } from '@workcompanion/db/schema/recordings';
import { eq } from 'drizzle-orm';
import { clipToReach } from '../auth/reach/reach.ts';
import type { ActorContext } from '../auth/user-context.ts';
import { openDataKey } from '../keys/open-data-key.ts';
import { readKeys } from './read-keys.ts';
import type { Finding, SearchPiece, SearchQuery, SearchSource } from './search-source.ts';
import { timesInFront } from './window-source.ts';

const HOUR = 3_600_000_000;
/** Filters that are looked at side by side. */
const AT_ONCE = 256;

/** Lines of text that were read from screens: a filter says of most hours that they hold nothing. */
export const textSource: SearchSource = {
  places: ['texts'],
  longestPiece: HOUR + MAX_SEGMENT,
  async pieces(ctx, time, query) {
    const { filters, packs } = await listTextSources(ctx.db, time);
    const keys =
      query.asksFilters && query.terms.length > 0
        ? await keysThatMayHold(ctx, filters, query)
        : filters.map(({ keyId }) => keyId);
    const behind = keys.length === 0 ? [] : await listPacksOfKeys(ctx.db, time, keys);
    return [...packs, ...behind]
      .filter(({ hour }) => hour >= time.from && hour < time.to)
      .map((row) => pieceOf(ctx, row));
  },
};

type FilterRow = TextSources['filters'][number];

/** The data keys whose texts may hold all words. What is under one that is destroyed stays, to be told as not opened. */
async function keysThatMayHold(
  ctx: ActorContext,
  filters: readonly FilterRow[],
  { terms }: SearchQuery,
): Promise<KeyId[]> {
  const ngrams = [...new Set(terms.flatMap((term) => [...ngramsOf(term)]))];
  await readKeys(ctx, new Set(filters.map(({ keyId }) => keyId)));
  const keys: KeyId[] = [];
  for (let start = 0; start < filters.length; start += AT_ONCE) {
    const some = await Promise.all(
      filters.slice(start, start + AT_ONCE).map(async ({ keyId, objectId }) => {
        const dataKey = await openDataKey(ctx, keyId);
        if (dataKey !== null) return [{ keyId, objectId, dataKey: dataKey.key }];
        keys.push(keyId);
        return [];
      }),
    );
    const open = some.flat();
    const may = await mayHold(ctx, open, ngrams);
    keys.push(...open.filter((_, index) => may[index]).map(({ keyId }) => keyId));
  }
  return keys;
}

interface OpenFilter extends Pick<FilterRow, 'keyId' | 'objectId'> {
  readonly dataKey: Buffer;
}

/** In files on a thread; a bucket is asked for each. */
async function mayHold(
  { thumbnails, textFilters }: ActorContext,
  filters: readonly OpenFilter[],
  ngrams: readonly string[],
): Promise<readonly boolean[]> {
  const files = filters.flatMap(({ objectId, dataKey }) => {
    const path = thumbnails.pathOf?.(thumbnailObjectKey(objectId));
    return path === undefined ? [] : [{ path, dataKey }];
  });
  if (files.length === filters.length) return textFilters.mayHold({ filters: files, ngrams });
  return Promise.all(filters.map((filter) => mayHoldInBucket(thumbnails, filter, ngrams)));
}

/** True also where the filter is gone, or made anew meanwhile: its packs are looked through then. */
async function mayHoldInBucket(
  store: BlobStore,
  { objectId, dataKey }: OpenFilter,
  ngrams: readonly string[],
): Promise<boolean> {
  try {
    const filter = await readObject(store, objectId);
    const readBlock = (from: number) => filter.subarray(from, from + BLOCK_BYTES);
    const key = pieceKey(dataKey, 'text-filters');
    return mayHoldNgrams(key, { bytes: filter.length, readBlock }, ngrams);
  } catch (error) {
    if (isAppError(error, 'blob-missing')) return true;
    throw error;
  }
}

function pieceOf(ctx: ActorContext, row: TextPackRow): SearchPiece {
  return {
    kind: 'texts',
    device: row.deviceId,
    lane: `${row.deviceId}/${row.display}`,
    startsAt: row.hour,
    keyId: row.keyId,
    find: (query) => findInPack(ctx, row, query),
  };
}

async function findInPack(
  ctx: ActorContext,
  row: TextPackRow,
  query: SearchQuery,
): Promise<Finding[] | null> {
  if (row.objectId === null) return [];
  if (query.display !== null && row.display !== query.display) return [];
  const dataKey = await openDataKey(ctx, row.keyId);
  if (dataKey === null) return null;
  try {
    const folded = await readTextPack(ctx.thumbnails, row, 'folded');
    const holding = folded && linesThatMayHold(openFolded(dataKey.key, row, folded), query);
    if (!holding?.length) return [];
    const sealed = await readTextPack(ctx.thumbnails, row, 'lines');
    const lines = sealed === null ? [] : openLines(dataKey.key, row, sealed);
    const place = { display: row.display, screen: await screenOf(ctx, row) };
    const found = holding.flatMap((index) => findingOf(lines[index], place, query));
    return await whileInFront(ctx, row, query, found);
  } catch (error) {
    const isLost = isAppError(error, 'blob-missing') || isAppError(error, 'digest-mismatch');
    if (!isLost) throw error;
    ctx.log.warn(
      { device: row.deviceId, hour: row.hour, code: error.code },
      'a text can not be read',
    );
    return null;
  }
}

/** A line tells nothing of its program: what was in front then does. */
async function whileInFront(
  ctx: ActorContext,
  { deviceId, hour }: TextPackRow,
  query: SearchQuery,
  found: readonly Finding[],
): Promise<Finding[]> {
  if (query.program === null || found.length === 0) return [...found];
  const time = { from: hour, to: hour + HOUR + MAX_SEGMENT, deviceIds: [deviceId] };
  const times = await timesInFront(ctx, time, query);
  return found.flatMap((finding) =>
    clipToReach(times, finding).map((part) => ({ ...finding, ...part })),
  );
}

/** Its lines lie in pixels of its own recording: a display may have another size since. */
async function screenOf(
  { db }: Pick<ActorContext, 'db'>,
  { recordingId }: TextPackRow,
): Promise<Finding['screen']> {
  const [row] = await db
    .select({ geometry: recordings.geometry })
    .from(recordings)
    .where(eq(recordings.id, recordingId));
  if (!row?.geometry) return null;
  return { width: row.geometry.width, height: row.geometry.height };
}

function findingOf(
  line: ReadLine | undefined,
  place: Pick<Finding, 'display' | 'screen'>,
  query: SearchQuery,
): Finding[] {
  const [marks] = (line && findSought([line.text], query)) ?? [];
  if (line === undefined || marks === undefined) return [];
  const { text, box, from, to } = line;
  const seen = { place: 'texts', text, box, from, to: Math.max(to, from + 1) } as const;
  return [{ ...place, ...seen, program: null, title: null, marks, isFront: true }];
}
