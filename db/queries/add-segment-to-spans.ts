import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { formatUtcMicros } from '../schema/utc-micros.ts';
import { assertOwnRecording, type RecordingOfDisplay } from './lock-recording.ts';
import { cutAround, TOLERANCE } from './span-joint.ts';

export interface SegmentOfSpan extends RecordingOfDisplay {
  readonly sequence: number;
  readonly startsAt: UtcMicros;
  /** µs, at most an hour. */
  readonly duration: number;
  readonly bytes: number;
}

/** How far two stretches may be apart that are one, as the functions of the database take it. */
export const SPAN_TOLERANCE = sql`${TOLERANCE} * interval '1 microsecond'`;

/** A segment as a span of its own, and the cut within which it may join others. */
export function spanOf(segment: SegmentOfSpan) {
  const { recordingId, deviceId, display, sequence, startsAt, duration, bytes } = segment;
  const cut = cutAround(recordingId, startsAt);
  return {
    span: {
      device_id: deviceId,
      recording_id: recordingId,
      display,
      starts_at: formatUtcMicros(startsAt),
      ends_at: formatUtcMicros(startsAt + duration),
      first_sequence: sequence,
      last_sequence: sequence,
      bytes,
    },
    cutFrom: formatUtcMicros(cut.from),
    cutTo: formatUtcMicros(cut.to),
  };
}

/**
 * Files a stored segment under the spans of its recording: it extends one, joins two, or begins one
 * of its own, in any order of arrival. Locks the recording. False when a span already holds the
 * sequence; then nothing changes.
 */
export async function addSegmentToSpans(tx: Tx, segment: SegmentOfSpan): Promise<boolean> {
  const { span, cutFrom, cutTo } = spanOf(segment);
  const { rows } = await tx.execute<{ refusal: string | null }>(sql`
    select add_segment_to_spans(
      jsonb_populate_record(null::spans, ${JSON.stringify(span)}::jsonb),
      ${SPAN_TOLERANCE}, ${cutFrom}::timestamptz, ${cutTo}::timestamptz
    ) as refusal`);
  const refusal = rows[0]?.refusal ?? null;
  assertOwnRecording(refusal, segment);
  return refusal === null;
}
