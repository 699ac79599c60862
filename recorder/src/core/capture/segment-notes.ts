import type { SegmentDigests } from '@workcompanion/core/crypto/segment-digest';
import { KeyId, RecordingId, SegmentId } from '@workcompanion/core/ids';
import {
  DisplayName,
  IvHex,
  KeyDerivation,
  UtcMicros,
} from '@workcompanion/core/protocol/primitives';
import type { StatementBody } from '@workcompanion/core/protocol/statement';
import { z } from 'zod';

/**
 * The notes beside an open segment, one JSON line each: first the head, then the state of the file after
 * each write, at last how it was closed. They are enough to finish the segment without its key. Nothing
 * in them is secret: the tail is ciphertext, and the IV is public by design.
 */
export const SegmentHead = z.object({
  v: z.literal(1),
  segment: SegmentId,
  recording: RecordingId,
  display: DisplayName,
  sequence: z.number().int().min(0),
  start: UtcMicros,
  /** How long the last frame counts, µs. */
  framePeriod: z.number().int().min(1),
  keyId: KeyId,
  /** Absent in segments that an older recorder began. */
  keyDerivation: KeyDerivation.optional(),
  iv: IvHex,
  encoder: z.string(),
  policyVersion: z.number().int(),
  /** Names the machine's current boot: after another boot only what was synced can be trusted. */
  bootId: z.string(),
});
export type SegmentHead = z.infer<typeof SegmentHead>;

const extent = {
  /** The file's size after the write: whole blocks and the 16 bytes that close them. */
  size: z.number().int().min(32),
  frames: z.number().int().min(1),
};

export const SegmentWrite = z.object({
  ...extent,
  /** Time of the last frame. */
  last: UtcMicros,
  /** The closing block, hex: the next write overwrites it, and may be torn. */
  tail: IvHex,
  /** The file is on the medium up to the write with this size; 0 when nothing is. */
  synced: z.number().int().min(0),
});
export type SegmentWrite = z.infer<typeof SegmentWrite>;

export const SegmentClose = z.object({
  ...extent,
  duration: z.number().int().min(1),
});
export type SegmentClose = z.infer<typeof SegmentClose>;

export interface SegmentNotes {
  readonly head: SegmentHead;
  readonly writes: readonly SegmentWrite[];
  readonly close: SegmentClose | null;
}

/** Null when not even the head is whole. A torn last line counts as not written. */
export function readSegmentNotes(text: string): SegmentNotes | null {
  const lines = text.split('\n').map(parseLine);
  const head = SegmentHead.safeParse(lines[0]);
  if (!head.success) return null;
  const writes = lines.flatMap((line) => SegmentWrite.safeParse(line).data ?? []);
  const closes = lines.flatMap((line) => SegmentClose.safeParse(line).data ?? []);
  return { head: head.data, writes, close: closes.at(-1) ?? null };
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

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
