import { type DeviceId, idLowerBound, type KeyId, type SegmentId } from '@workcompanion/core/ids';
import { and, asc, eq, gt, gte, lt, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { OBJECT_KEY_COLUMNS, segments } from '../schema/segments.ts';
import { MAX_SPAN, spans } from '../schema/spans.ts';
import type { FootageStretch } from './decide-deletion.ts';

export interface SegmentsWish {
  readonly deviceId: DeviceId;
  readonly keys: readonly KeyId[];
  /** Where they all lie. */
  readonly stretch: FootageStretch;
  readonly after: SegmentId | null;
  readonly limit: number;
}

export type SegmentOfKey = Awaited<ReturnType<typeof segmentsOfKeys>>[number];

/**
 * What the keys have encrypted, by id. Found by the device's recordings, for segments have no index by
 * key; those as an array, not a join: else the planner would rather read whole months.
 */
export async function segmentsOfKeys(db: Db | Tx, wish: SegmentsWish) {
  const { deviceId, keys, stretch, after, limit } = wish;
  const first = idLowerBound(stretch.from / 1000);
  return await db
    .select({
      ...OBJECT_KEY_COLUMNS,
      recordingId: segments.recordingId,
      sequence: segments.sequence,
      duration: segments.duration,
      bytes: segments.bytes,
      state: segments.state,
      archivedAt: segments.archivedAt,
    })
    .from(segments)
    .where(
      and(
        sql`${segments.recordingId} = any(array(${recordingsOf(db, deviceId, stretch)}))`,
        after === null ? gte(sql`${segments.id}`, sql`${first}::uuid`) : gt(segments.id, after),
        lt(sql`${segments.id}`, sql`${idLowerBound(stretch.to / 1000 + 1)}::uuid`),
        sql`${segments.keyId} = any(${sql.param([...keys])}::uuid[])`,
      ),
    )
    .orderBy(asc(segments.id))
    .limit(limit);
}

function recordingsOf(db: Db | Tx, deviceId: DeviceId, { from, to }: FootageStretch) {
  return db
    .selectDistinct({ recordingId: spans.recordingId })
    .from(spans)
    .where(
      and(
        eq(spans.deviceId, deviceId),
        gte(spans.startsAt, from - MAX_SPAN),
        lt(spans.startsAt, to),
      ),
    );
}
