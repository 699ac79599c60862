import { createHash, randomBytes } from 'node:crypto';
import { SegmentEncryptor } from '@workcompanion/core/crypto/segment-encryptor';
import type { KeyId, RecordingId, SegmentId } from '@workcompanion/core/ids';
import type { StatementBody } from '@workcompanion/core/protocol/statement';

/** A segment's ciphertext, and what its statement says of it. */
export interface EncryptedSegment {
  readonly ciphertext: Buffer<ArrayBuffer>;
  /** Hexadecimal, as the digests are. */
  readonly iv: string;
  readonly md5: string;
  readonly sha256: string;
}

/** What the statement of a segment says besides its digests. */
export interface SegmentFacts {
  readonly id: SegmentId;
  readonly recording: { readonly id: RecordingId; readonly display: string };
  readonly sequence: number;
  readonly startMs: number;
  readonly seconds: number;
  readonly frames: number;
  readonly keyId: KeyId;
  /** Absent when the segment is encrypted with the data key itself. */
  readonly keyDerivation?: 'hkdf-sha256-v1';
}

export function encryptSegment(plain: Buffer, key: Buffer): EncryptedSegment {
  const iv = randomBytes(16);
  const encryptor = new SegmentEncryptor(key, iv);
  const ciphertext = Buffer.concat([encryptor.update(plain), encryptor.tail()]);
  return {
    ciphertext,
    iv: iv.toString('hex'),
    md5: createHash('md5').update(ciphertext).digest('hex'),
    sha256: createHash('sha256').update(ciphertext).digest('hex'),
  };
}

export function segmentStatement(facts: SegmentFacts, body: EncryptedSegment): StatementBody {
  return {
    kind: 'segment',
    segment: facts.id,
    recording: facts.recording.id,
    display: facts.recording.display,
    sequence: facts.sequence,
    start: facts.startMs * 1000,
    duration: facts.seconds * 1_000_000,
    frames: facts.frames,
    bytes: body.ciphertext.length,
    md5: body.md5,
    sha256: body.sha256,
    keyId: facts.keyId,
    ...(facts.keyDerivation !== undefined && { keyDerivation: facts.keyDerivation }),
    iv: body.iv,
    encoder: 'libx264',
    policyVersion: 1,
    recovered: false,
  };
}
