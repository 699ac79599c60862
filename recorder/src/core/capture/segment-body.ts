import type { SegmentDigests } from '@workcompanion/core/crypto/segment-digest';
import type { StatementBody } from '@workcompanion/core/protocol/statement';
import type { SegmentHead } from './segment-notes.ts';

export type SegmentBody = Extract<StatementBody, { kind: 'segment' }>;

export interface ClosedFacts {
  readonly frames: number;
  /** µs */
  readonly duration: number;
  /** Closed by the next start, and not by the run that recorded it. */
  readonly recovered?: boolean;
}

export function segmentBody(
  head: SegmentHead,
  facts: ClosedFacts & Pick<SegmentDigests, 'bytes' | 'md5' | 'sha256'>,
): SegmentBody {
  return {
    kind: 'segment',
    segment: head.segment,
    recording: head.recording,
    display: head.display,
    sequence: head.sequence,
    start: head.start,
    duration: facts.duration,
    frames: facts.frames,
    bytes: facts.bytes,
    md5: facts.md5,
    sha256: facts.sha256,
    keyId: head.keyId,
    ...(head.keyDerivation !== undefined && { keyDerivation: head.keyDerivation }),
    iv: head.iv,
    encoder: head.encoder,
    policyVersion: head.policyVersion,
    recovered: facts.recovered ?? false,
  };
}
