import { KeyId, newId, RecordingId, SegmentId } from '@workcompanion/core/ids';
import { DisplayName } from '@workcompanion/core/protocol/primitives';
import type { SegmentBody } from '../core/capture/segment-notes.ts';

/** A segment's statement, with all that a test does not care for filled in. */
export function segmentBodyOf(known: Partial<SegmentBody>): SegmentBody {
  const start = known.start ?? 1_700_000_000_000_000;
  return {
    kind: 'segment',
    segment: newId(SegmentId, start / 1000),
    recording: newId(RecordingId),
    display: DisplayName.parse('eDP-1'),
    sequence: 0,
    start,
    duration: 2_000_000,
    frames: 10,
    bytes: 32,
    md5: '0'.repeat(32),
    sha256: '0'.repeat(64),
    keyId: newId(KeyId),
    iv: '0'.repeat(32),
    encoder: 'test',
    policyVersion: 1,
    recovered: false,
    ...known,
  };
}
