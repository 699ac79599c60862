import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import type { BlobStore } from '@workcompanion/core/storage/blob-store';
import type { Db } from '@workcompanion/db/client';
import type { SegmentOfKey } from '@workcompanion/db/retention/segments-of-keys';
import type { Logger } from 'pino';

/** What a deletion reaches the world through. */
export interface RetentionWork {
  readonly db: Db;
  readonly log: Logger;
  /** UTC µs. */
  readonly now: () => number;
  readonly masterKey: Buffer;
  /** Null when there is none: then what was archived can't be deleted, and waits. */
  readonly archive: CopyPlace | null;
  readonly otherPlaces: readonly CopyPlace[];
  /** Where thumbnails and sealed texts lie. */
  readonly thumbnails: BlobStore;
  /** Where sealed window tracks lie. */
  readonly windowTracks: Pick<BlobStore, 'delete'>;
  /**
   * µs between the keys' end and that of the objects. By then nobody holds a key in memory any more
   * (30 s), and an upload that was let in before is in the catalogue (a request's statement: 30 s).
   */
  readonly settle: number;
  /** A long run ends at its next safe point. */
  readonly mayGoOn: () => boolean;
}

/** Somewhere that bytes of a segment may lie. */
export interface CopyPlace {
  readonly name: string;
  /** Deletes all copies there. May run twice: succeeds for a copy that is absent. */
  deleteCopies(segments: readonly SegmentOfKey[]): Promise<void>;
}

/** At once, against one store. */
const SLOTS = 8;

/** A blob store that holds segments by their object key. */
export function storePlace(name: string, store: Pick<BlobStore, 'delete'>): CopyPlace {
  return {
    name,
    async deleteCopies(segments) {
      const waiting = segments.values();
      await Promise.all(
        Array.from({ length: SLOTS }, async () => {
          for (const segment of waiting) await store.delete(segmentObjectKey(segment));
        }),
      );
    },
  };
}
