import { type DeviceId, idLowerBound } from '@workcompanion/core/ids';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { and, asc, eq, getTableColumns, gt, gte, lt, max, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { segments } from '../schema/segments.ts';
import { MAX_SPAN, spans } from '../schema/spans.ts';
import { formatUtcMicros } from '../schema/utc-micros.ts';
import { MAX_SEGMENT } from './span-joint.ts';

const MILLISECOND = 1_000;

interface DisplayWindow {
  readonly deviceId: DeviceId;
  /** Null: all of the device. */
  readonly display: string | null;
  readonly from: UtcMicros;
  readonly to: UtcMicros;
}

export interface SegmentWindow extends DisplayWindow {
  readonly limit: number;
}

/** The segments of a display, or of all, that overlap [from, to), by start; without those that were deleted. */
export async function readSegmentsOfWindow(
  db: Db | Tx,
  window: SegmentWindow,
): Promise<(typeof segments.$inferSelect)[]> {
  const recordings = recordingsOf(db, window);
  return await db
    .select(getTableColumns(segments))
    .from(recordings)
    .innerJoin(segments, eq(segments.recordingId, recordings.recordingId))
    .where(overlaps(window))
    .orderBy(asc(segments.startsAt), asc(segments.id))
    .limit(window.limit);
}

/** µs: the longest of those segments; 0 where there is none. */
export async function longestSegmentOfWindow(db: Db | Tx, window: DisplayWindow): Promise<number> {
  const recordings = recordingsOf(db, window);
  const [row] = await db
    .select({ longest: max(segments.duration) })
    .from(recordings)
    .innerJoin(segments, eq(segments.recordingId, recordings.recordingId))
    .where(overlaps(window));
  return row?.longest ?? 0;
}

function overlaps({ from, to }: DisplayWindow) {
  return and(
    // The id carries the start: these bounds alone choose partitions and index stretch.
    gte(sql`${segments.id}`, bound(from - MAX_SEGMENT)),
    lt(sql`${segments.id}`, bound(to + MILLISECOND)),
    lt(segments.startsAt, to),
    sql`${segments.state} <> 'shredded'`,
    gt(
      sql`${segments.startsAt} + ${segments.duration} * interval '1 microsecond'`,
      formatUtcMicros(from),
    ),
  );
}

function recordingsOf(db: Db | Tx, { deviceId, display, from, to }: DisplayWindow) {
  return db
    .selectDistinct({ recordingId: spans.recordingId })
    .from(spans)
    .where(
      and(
        eq(spans.deviceId, deviceId),
        display === null ? undefined : eq(spans.display, display),
        gte(spans.startsAt, from - MAX_SPAN),
        lt(spans.startsAt, to),
        gt(spans.endsAt, from),
      ),
    )
    .as('window_recordings');
}

/** A bound is no id, and is therefore not passed through the id's type. */
function bound(at: UtcMicros) {
  return sql`${idLowerBound(at / 1000)}::uuid`;
}
