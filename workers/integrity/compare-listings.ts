import type { SegmentId } from '@workcompanion/core/ids';
import type { BlobEntry } from '@workcompanion/core/storage/blob-store';
import type { NotedFinding } from '@workcompanion/db/queries/note-finding';
import type { SegmentState } from '@workcompanion/db/schema/segments';

export interface CataloguedObject {
  readonly key: string;
  readonly id: SegmentId;
  readonly bytes: number;
  readonly crc64: string;
  readonly state: SegmentState;
}

export interface Compared {
  /** Null: the two agree on it. */
  readonly suspicion: NotedFinding | null;
  /** In the store. */
  readonly bytes: number;
}

/**
 * Walks two lists in the order of their keys side by side, holding one entry of each. Both move while
 * they are read, so that what differs is a suspicion until it was looked at again.
 */
export async function* compareListings(
  catalogue: AsyncIterable<CataloguedObject>,
  store: AsyncIterable<BlobEntry>,
): AsyncGenerator<Compared> {
  const rows = catalogue[Symbol.asyncIterator]();
  const entries = store[Symbol.asyncIterator]();
  try {
    let row = await rows.next();
    let entry = await entries.next();
    while (!row.done || !entry.done) {
      const order = compareKeys(
        row.done ? null : row.value.key,
        entry.done ? null : entry.value.key,
      );
      if (order < 0 && !row.done) yield { suspicion: missing(row.value), bytes: 0 };
      if (order > 0 && !entry.done) yield orphan(entry.value);
      if (order === 0 && !row.done && !entry.done) yield both(row.value, entry.value);
      if (order <= 0) row = await rows.next();
      if (order >= 0) entry = await entries.next();
    }
  } finally {
    await rows.return?.();
    await entries.return?.();
  }
}

/** A list that has ended is behind every key. */
function compareKeys(row: string | null, entry: string | null): number {
  if (row === entry) return 0;
  if (row === null) return 1;
  if (entry === null) return -1;
  return row < entry ? -1 : 1;
}

function missing({ key, id, bytes, state }: CataloguedObject): NotedFinding | null {
  if (state !== 'archived' && state !== 'cold') return null;
  return { kind: 'missing', objectKey: key, segmentId: id, expectedBytes: bytes, foundBytes: null };
}

function orphan({ key, size }: BlobEntry): Compared {
  const suspicion: NotedFinding = {
    kind: 'orphan',
    objectKey: key,
    segmentId: null,
    expectedBytes: null,
    foundBytes: size,
  };
  return { suspicion, bytes: size };
}

/** What is hot or in quarantine may lie in the archive in any form: it is put there anew. */
function both({ key, id, bytes, crc64, state }: CataloguedObject, entry: BlobEntry): Compared {
  const found = {
    objectKey: key,
    segmentId: id,
    expectedBytes: bytes,
    foundBytes: entry.size,
  };
  const suspect = (kind: NotedFinding['kind']): Compared => ({
    suspicion: { kind, ...found },
    bytes: entry.size,
  });
  if (state === 'shredded') return suspect('undeleted');
  if (state === 'archived' || state === 'cold') {
    if (entry.size !== bytes) return suspect('wrong-size');
    if (entry.crc64 !== undefined && entry.crc64 !== crc64) return suspect('damaged');
  }
  return { suspicion: null, bytes: entry.size };
}
