import { type DeviceId, idLowerBound, type SegmentId } from '@workcompanion/core/ids';
import { and, asc, eq, gte, inArray, isNull, lt, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { integrityFindings } from '../schema/integrity-runs.ts';
import { segments } from '../schema/segments.ts';
import { spans } from '../schema/spans.ts';
import type { DayOfDevices } from './read-device-day.ts';
import { MAX_SEGMENT } from './span-joint.ts';

export interface LostStretch {
  readonly segmentId: SegmentId;
  readonly deviceId: DeviceId;
  readonly display: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Segments in [from, to) whose bytes are known to be nowhere, by start: their quarantine or the checks
 * of the archive say so. Both are found by small indexes, however much footage there is.
 */
export async function lostStretches(
  db: Db | Tx,
  { deviceIds, from, to }: DayOfDevices,
): Promise<LostStretch[]> {
  const rows = await db
    .selectDistinctOn([segments.startsAt, segments.id], {
      segmentId: segments.id,
      deviceId: segments.deviceId,
      display: spans.display,
      from: segments.startsAt,
      duration: segments.duration,
    })
    .from(segments)
    .innerJoin(spans, eq(spans.recordingId, segments.recordingId))
    .where(
      and(
        sql`${segments.id} = any(array(${knownLost(db, { from, to })}))`,
        inArray(segments.deviceId, [...deviceIds]),
      ),
    )
    .orderBy(asc(segments.startsAt), asc(segments.id));
  return rows
    .map(({ duration, ...row }) => ({ ...row, to: row.from + duration }))
    .filter((row) => row.to > from && row.from < to);
}

function knownLost(db: Db | Tx, { from, to }: Pick<DayOfDevices, 'from' | 'to'>) {
  const first = sql`${idLowerBound((from - MAX_SEGMENT) / 1000)}::uuid`;
  const end = sql`${idLowerBound(to / 1000 + 1)}::uuid`;
  const quarantined = db
    .select({ id: segments.id })
    .from(segments)
    .where(
      and(
        eq(segments.state, 'quarantined'),
        eq(segments.lastError, 'blob-missing'),
        gte(sql`${segments.id}`, first),
        lt(sql`${segments.id}`, end),
      ),
    );
  return quarantined.union(
    db
      .select({ id: segments.id })
      .from(integrityFindings)
      .innerJoin(segments, eq(segments.id, integrityFindings.segmentId))
      .where(
        and(
          isNull(integrityFindings.resolvedAt),
          inArray(integrityFindings.kind, ['missing', 'wrong-size', 'damaged']),
          eq(segments.state, 'cold'),
          gte(sql`${integrityFindings.segmentId}`, first),
          lt(sql`${integrityFindings.segmentId}`, end),
        ),
      ),
  );
}
