import { createHmac, randomBytes } from 'node:crypto';
import type { SegmentId } from '@workcompanion/core/ids';
import { LRUCache } from 'lru-cache';

/** 16 bytes for 256 KiB of footage: those of some 100 GB. */
const TAGS_BYTES = 8 * 1024 * 1024;
const ENTRY_BYTES = 128;
const MAX_DOUBTED = 10_000;
const DOUBT_MS = 5 * 60_000;
const TAG_KEY_BYTES = 16;

interface Proof {
  /** Those of its pieces, one after the other. */
  readonly tags: Uint8Array;
  readonly isForRanges: boolean;
}

/**
 * What this process has found out about the bytes of segments. A proof is no word about a file, which
 * may be another a moment later, but a tag of each of its pieces: whatever is read afterwards, from
 * wherever, is held against that. The secret behind the tags never leaves this process.
 */
export class FootageProofs {
  readonly #secret = randomBytes(32);
  /** By the SHA-256 of the whole. */
  readonly #proofs = new LRUCache<string, Proof>({
    maxSize: TAGS_BYTES,
    sizeCalculation: ({ tags }) => tags.length + ENTRY_BYTES,
  });
  readonly #doubted = new LRUCache<SegmentId, true>({ max: MAX_DOUBTED, ttl: DOUBT_MS });

  /** The key of the tags of one segment, by its SHA-256. */
  tagKeyOf(sha256: string): Uint8Array {
    const derived = createHmac('sha256', this.#secret).update(sha256).digest();
    return derived.subarray(0, TAG_KEY_BYTES);
  }

  /**
   * Null while it is not proved. A play of the whole does not do for ranges: what lies there now is read
   * once from end to end before a part of it is given.
   */
  tagsOf(sha256: string, isRange: boolean): Uint8Array | null {
    const proof = this.#proofs.get(sha256);
    return proof && (proof.isForRanges || !isRange) ? proof.tags : null;
  }

  prove(sha256: string, proof: Proof): void {
    this.#proofs.set(sha256, proof);
  }

  /** Lately a copy of it was not what the device signed: none is sent before it is proved. */
  isDoubted(id: SegmentId): boolean {
    return this.#doubted.has(id);
  }

  doubt({ id, sha256 }: { readonly id: SegmentId; readonly sha256: string }): void {
    this.#doubted.set(id, true);
    this.#proofs.delete(sha256);
  }
}
