import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { and, desc, eq, lte } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { spans } from '../schema/spans.ts';
import { lockRecording, type RecordingOfDisplay } from './lock-recording.ts';
import { isOneSpan } from './span-joint.ts';

export interface SegmentOfSpan extends RecordingOfDisplay {
  readonly sequence: number;
  readonly startsAt: UtcMicros;
  /** µs, at most an hour. */
  readonly duration: number;
  readonly bytes: number;
}

type Span = typeof spans.$inferSelect;

/**
 * Files a stored segment under the spans of its recording: it extends one, joins two, or begins one
 * of its own, in any order of arrival. Locks the recording. False when a span already holds the
 * sequence; then nothing changes.
 */
export async function addSegmentToSpans(tx: Tx, segment: SegmentOfSpan): Promise<boolean> {
  await lockRecording(tx, segment);
  const near = await spansNear(tx, segment);
  if (near.some((span) => holds(span, segment.sequence))) return false;

  const { recordingId, startsAt, sequence } = segment;
  const stretch = { startsAt, endsAt: startsAt + segment.duration };
  const before = near.find(
    (span) => span.lastSequence === sequence - 1 && isOneSpan(recordingId, span, stretch),
  );
  const after = near.find(
    (span) => span.firstSequence === sequence + 1 && isOneSpan(recordingId, stretch, span),
  );
  if (after) await tx.delete(spans).where(eq(spans.id, after.id));
  await write(tx, before, {
    deviceId: segment.deviceId,
    recordingId,
    display: segment.display,
    startsAt: before?.startsAt ?? startsAt,
    endsAt: after?.endsAt ?? stretch.endsAt,
    firstSequence: before?.firstSequence ?? sequence,
    lastSequence: after?.lastSequence ?? sequence,
    bytes: (before?.bytes ?? 0) + segment.bytes + (after?.bytes ?? 0),
  });
  return true;
}

async function write(
  tx: Tx,
  existing: Span | undefined,
  span: typeof spans.$inferInsert,
): Promise<void> {
  if (existing) await tx.update(spans).set(span).where(eq(spans.id, existing.id));
  else await tx.insert(spans).values(span);
}

function holds(span: Span, sequence: number): boolean {
  return span.firstSequence <= sequence && sequence <= span.lastSequence;
}

/** Spans of a recording never overlap by sequence: at most three touch or hold a given one. */
function spansNear(tx: Tx, { recordingId, sequence }: SegmentOfSpan): Promise<Span[]> {
  return tx
    .select()
    .from(spans)
    .where(and(eq(spans.recordingId, recordingId), lte(spans.firstSequence, sequence + 1)))
    .orderBy(desc(spans.firstSequence))
    .limit(3);
}
