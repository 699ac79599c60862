import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import type { BlobStore } from '@workcompanion/core/storage/blob-store';
import type { SegmentOfKey } from '@workcompanion/db/retention/segments-of-keys';

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
