import type { SegmentId } from '@workcompanion/core/ids';
import { LRUCache } from 'lru-cache';

/** 32 bytes for 256 KiB of footage: those of some 60 GB. */
const DIGESTS_BYTES = 8 * 1024 * 1024;
const ENTRY_BYTES = 128;
const MAX_DOUBTED = 10_000;
const DOUBT_MS = 5 * 60_000;

/**
 * What this process has found out about the bytes of segments. A proof is no word about a file, which
 * may be another a moment later, but what each of its pieces hashes to: whatever is read afterwards,
 * from wherever, is held against that.
 */
export class FootageProofs {
  /** By the SHA-256 of the whole: those of its pieces, one after the other. */
  readonly #digests = new LRUCache<string, Buffer>({
    maxSize: DIGESTS_BYTES,
    sizeCalculation: ({ length }) => length + ENTRY_BYTES,
  });
  readonly #doubted = new LRUCache<SegmentId, true>({ max: MAX_DOUBTED, ttl: DOUBT_MS });

  pieceDigestsOf(sha256: string): Buffer | null {
    return this.#digests.get(sha256) ?? null;
  }

  prove(sha256: string, pieceDigests: Buffer): void {
    this.#digests.set(sha256, pieceDigests);
  }

  /** Lately a copy of it was not what the device signed: none is sent before it is proved. */
  isDoubted(id: SegmentId): boolean {
    return this.#doubted.has(id);
  }

  doubt({ id, sha256 }: { readonly id: SegmentId; readonly sha256: string }): void {
    this.#doubted.set(id, true);
    this.#digests.delete(sha256);
  }
}
