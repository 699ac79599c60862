import type { DeviceId, RecordingId } from '@workcompanion/core/ids';
import { idLowerBound } from '@workcompanion/core/ids';
import type { DisplayGeometry } from '@workcompanion/core/protocol/statement';
import type { Db } from '@workcompanion/db/client';
import { MAX_SEGMENT } from '@workcompanion/db/queries/span-joint';
import { recordings } from '@workcompanion/db/schema/recordings';
import { segments } from '@workcompanion/db/schema/segments';
import { MAX_SPAN, spans } from '@workcompanion/db/schema/spans';
import { formatUtcMicros } from '@workcompanion/db/schema/utc-micros';
import { and, asc, eq, getTableColumns, gt, gte, inArray, isNull, lt, or, sql } from 'drizzle-orm';

export type ClipSegment = typeof segments.$inferSelect & {
  readonly display: string;
  readonly geometry: DisplayGeometry | null;
};

export interface ClipWindow {
  readonly device: DeviceId;
  readonly display: string;
  /** UTC µs. */
  readonly from: number;
  readonly to: number;
}

const MILLISECOND = 1_000;

/** Every segment of a display that touches [from, to), by start: those that were deleted, too. */
export async function readClipSegments(db: Db, window: ClipWindow): Promise<ClipSegment[]> {
  const ids = await recordingsOf(db, window);
  if (ids.length === 0) return [];
  const { from, to } = window;
  return await db
    .select({
      ...getTableColumns(segments),
      display: recordings.display,
      geometry: recordings.geometry,
    })
    .from(segments)
    .innerJoin(recordings, eq(recordings.id, segments.recordingId))
    .where(
      and(
        inArray(segments.recordingId, ids),
        gte(sql`${segments.id}`, sql`${idLowerBound((from - MAX_SEGMENT) / 1000)}::uuid`),
        lt(sql`${segments.id}`, sql`${idLowerBound((to + MILLISECOND) / 1000)}::uuid`),
        lt(segments.startsAt, to),
        gt(
          sql`${segments.startsAt} + ${segments.duration} * interval '1 microsecond'`,
          formatUtcMicros(from),
        ),
      ),
    )
    .orderBy(asc(segments.startsAt), asc(segments.id));
}

/** By spans, which know recordings whose head has not come, and by heads, which outlive a deletion. */
async function recordingsOf(db: Db, { device, display, from, to }: ClipWindow) {
  const bySpans = await db
    .selectDistinct({ id: spans.recordingId })
    .from(spans)
    .where(
      and(
        eq(spans.deviceId, device),
        eq(spans.display, display),
        gte(spans.startsAt, from - MAX_SPAN),
        lt(spans.startsAt, to),
        gt(spans.endsAt, from),
      ),
    );
  const byHeads = await db
    .select({ id: recordings.id })
    .from(recordings)
    .where(
      and(
        eq(recordings.deviceId, device),
        eq(recordings.display, display),
        lt(recordings.startedAt, to),
        or(isNull(recordings.endedAt), gt(recordings.endedAt, from)),
      ),
    );
  return [...new Set<RecordingId>([...bySpans, ...byHeads].map(({ id }) => id))];
}
