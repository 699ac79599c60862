import { isAppError } from '../errors.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import { type PackPart, thumbnailObjectKey } from './thumbnail-pack.ts';

/** Bytes of a pack, counted from its beginning. */
export interface PackRange {
  readonly at: number;
  readonly size: number;
}

/** What lies between two ranges is fetched too when it is no more: cheaper than to ask twice. */
const MOST_BETWEEN = 64 * 1024;
const MOST_AT_ONCE = 1024 * 1024;

/** Ranges of a pack in the order asked for, neighbours fetched at once; null for one that is lost. */
export async function* readPack(
  store: Pick<BlobStore, 'read'>,
  parts: readonly PackPart[],
  ranges: readonly PackRange[],
): AsyncGenerator<Buffer | null> {
  for (const fetched of fetches(parts, ranges)) {
    const bytes = await fetchBytes(store, fetched);
    for (const { at, size } of fetched.ranges) {
      const from = at - fetched.start;
      yield bytes === null ? null : bytes.subarray(from, from + size);
    }
  }
}

interface Fetch {
  readonly part: PackPart | undefined;
  readonly start: number;
  end: number;
  readonly ranges: PackRange[];
}

function fetches(parts: readonly PackPart[], ranges: readonly PackRange[]): Fetch[] {
  const fetches: Fetch[] = [];
  for (const range of ranges) {
    const part = parts.findLast(({ at }) => at <= range.at);
    const end = range.at + range.size;
    const last = fetches.at(-1);
    const isNeighbour =
      last !== undefined &&
      last.part === part &&
      range.at >= last.end &&
      range.at - last.end <= MOST_BETWEEN &&
      end - last.start <= MOST_AT_ONCE;
    if (!isNeighbour) fetches.push({ part, start: range.at, end, ranges: [range] });
    else {
      last.ranges.push(range);
      last.end = end;
    }
  }
  return fetches;
}

async function fetchBytes(
  store: Pick<BlobStore, 'read'>,
  { part, start, end }: Fetch,
): Promise<Buffer | null> {
  if (part === undefined) return null;
  const from = part.from + start - part.at;
  try {
    const range = { start: from, end: from + end - start };
    const reader = await store.read(thumbnailObjectKey(part.object), range);
    try {
      const chunks: Uint8Array[] = [];
      for await (const chunk of reader.chunks()) chunks.push(chunk);
      const bytes = Buffer.concat(chunks);
      return bytes.length === end - start ? bytes : null;
    } finally {
      await reader.close();
    }
  } catch (error) {
    const isLost = isAppError(error, 'blob-missing') || isAppError(error, 'range-not-satisfiable');
    if (isLost) return null;
    throw error;
  }
}
