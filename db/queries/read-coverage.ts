import { hourOf } from '@workcompanion/core/footage/thumbnail-pack';
import { type DeviceId, idLowerBound, idTimeMs, type SegmentId } from '@workcompanion/core/ids';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { MAX_SPAN, spans } from '../schema/spans.ts';
import { textPacks } from '../schema/text-packs.ts';
import { textQueue } from '../schema/text-queue.ts';
import { formatUtcMicros } from '../schema/utc-micros.ts';
import type { TextWindow } from './list-text-packs.ts';
import { MAX_SEGMENT } from './span-joint.ts';

/** How far the text of a device's footage was read; all displays together. */
export interface TextCoverage {
  readonly deviceId: DeviceId;
  /** µs of footage, and how many of them were read. */
  readonly footage: number;
  readonly read: number;
  /** Segments that are still to be read, and when the first of them began; null when none waits. */
  readonly waiting: number;
  readonly waitingFrom: UtcMicros | null;
}

/** How far the footage of [from, to) was read; devices without footage are left out. */
export async function readCoverage(
  db: Db | Tx,
  { deviceIds, from, to }: TextWindow,
): Promise<TextCoverage[]> {
  const devices = sql`${sql.param([...deviceIds])}::uuid[]`;
  const [start, end] = [formatUtcMicros(from), formatUtcMicros(to)];
  const { rows } = await db.execute<{
    device: DeviceId;
    footage: string;
    read: string;
    waiting: string;
    first: SegmentId | null;
  }>(sql`
    select device_id as device, footage,
      (select coalesce(sum(upper(part) - lower(part)), 0) from ${textPacks}
        cross join unnest(read * int8multirange(int8range(${from}, ${to}))) part
        where text_packs.device_id = shown.device_id and hour < ${end}::timestamptz
          and hour >= ${formatUtcMicros(hourOf(from - MAX_SEGMENT))}::timestamptz) as read,
      waits.waiting, waits.first
    from (
      select device_id, sum((extract(epoch from least(ends_at, ${end}::timestamptz)
        - greatest(starts_at, ${start}::timestamptz)) * 1000000)::bigint) as footage
      from ${spans}
      where device_id = any(${devices}) and starts_at < ${end}::timestamptz
        and starts_at >= ${formatUtcMicros(from - MAX_SPAN)}::timestamptz
        and ends_at > ${start}::timestamptz
      group by device_id) shown
    cross join lateral (
      select count(*) as waiting, (array_agg(segment_id order by segment_id))[1] as first
      from ${textQueue}
      where text_queue.device_id = shown.device_id
        and segment_id >= ${idLowerBound((from - MAX_SEGMENT) / 1000)}::uuid
        and segment_id < ${idLowerBound(to / 1000)}::uuid) waits
    order by device_id`);
  return rows.map(({ device, footage, read, waiting, first }) => ({
    deviceId: device,
    footage: Number(footage),
    read: Number(read),
    waiting: Number(waiting),
    waitingFrom: first === null ? null : idTimeMs(first) * 1000,
  }));
}
