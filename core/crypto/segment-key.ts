import { hkdfSync } from 'node:crypto';
import type { SegmentId } from '../ids.ts';

const KEY_BYTES = 16;
/** What it is for, and the version of how it is made: `KeyDerivation` names both in a statement. */
const INFO = 'workcompanion segment v1';

/**
 * The key of one segment: HKDF-SHA-256 (RFC 5869) of the data key, without a salt. Whoever has it can
 * tell neither the data key nor the key of another segment. docs/evidence.md has a test vector.
 */
export function deriveSegmentKey(dataKey: Uint8Array, segment: SegmentId): Buffer {
  const info = `${INFO} ${segment.toLowerCase()}`;
  return Buffer.from(hkdfSync('sha256', dataKey, '', info, KEY_BYTES));
}

export interface EncryptedSegment {
  readonly id: SegmentId;
  /** Hex. */
  readonly iv: string;
  /** False for footage from before segments had keys of their own. */
  readonly hasOwnKey: boolean;
}

/** What opens a segment, by the data key that its statement names. */
export function segmentKeyOf(
  dataKey: Buffer,
  { id, iv, hasOwnKey }: EncryptedSegment,
): { readonly key: Buffer; readonly iv: Buffer } {
  return {
    key: hasOwnKey ? deriveSegmentKey(dataKey, id) : dataKey,
    iv: Buffer.from(iv, 'hex'),
  };
}
