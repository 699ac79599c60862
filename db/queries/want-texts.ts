import { idLowerBound } from '@workcompanion/core/ids';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { type SQL, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import type { StoredClipDisplay } from '../schema/clips.ts';
import { segments } from '../schema/segments.ts';
import { MAX_SPAN, spans } from '../schema/spans.ts';
import { textPacks } from '../schema/text-packs.ts';
import { textQueue } from '../schema/text-queue.ts';
import { formatUtcMicros } from '../schema/utc-micros.ts';
import { MAX_SEGMENT } from './span-joint.ts';

export interface TextStretch {
  readonly displays: readonly StoredClipDisplay[];
  readonly from: UtcMicros;
  readonly to: UtcMicros;
}

/**
 * Somebody wants to search these displays from `from` to `to`: what is unread there is read before all
 * else, whatever the policy said. Returns how many segments that are.
 */
export async function wantTexts(tx: Tx, stretch: TextStretch): Promise<number> {
  const { from, to } = stretch;
  const starts = sql`(extract(epoch from s.starts_at) * 1000000)::bigint`;
  const { rowCount } = await tx.execute(sql`
    insert into ${textQueue} (segment_id, device_id, recording_id, is_wanted)
    select s.id, s.device_id, s.recording_id, true
    from ${segments} s
    where s.recording_id in (${recordingsOf(stretch)}) and s.state <> 'shredded'
      and s.id >= ${idLowerBound((from - MAX_SEGMENT) / 1000)}::uuid
      and s.starts_at < ${formatUtcMicros(to)}::timestamptz
      and s.starts_at + s.duration * interval '1 microsecond' > ${formatUtcMicros(from)}::timestamptz
      and not exists (select from ${textPacks} p
        where p.device_id = s.device_id and p.hour = date_trunc('hour', s.starts_at, 'UTC')
          and p.recording_id = s.recording_id and p.key_id = s.key_id
          and p.read @> int8range(${starts}, ${starts} + s.duration))
    on conflict (segment_id) do update set is_wanted = true, not_before = null`);
  return rowCount ?? 0;
}

/** How many segments of the stretch are still to be read, or are being read. */
export async function countWaitingTexts(db: Db, stretch: TextStretch): Promise<number> {
  const { from, to } = stretch;
  const { rows } = await db.execute<{ waiting: number }>(sql`
    select count(*)::int as waiting from ${textQueue}
    where recording_id in (${recordingsOf(stretch)})
      and segment_id >= ${idLowerBound((from - MAX_SEGMENT) / 1000)}::uuid
      and segment_id < ${idLowerBound(to / 1000)}::uuid`);
  return rows[0]?.waiting ?? 0;
}

function recordingsOf({ displays, from, to }: TextStretch): SQL {
  const devices = sql.param(displays.map(({ device }) => device));
  const names = sql.param(displays.map(({ display }) => display));
  return sql`select recording_id from ${spans}
    where (device_id, display) in (select * from unnest(${devices}::uuid[], ${names}::text[]))
      and starts_at >= ${formatUtcMicros(from - MAX_SPAN)}::timestamptz
      and starts_at < ${formatUtcMicros(to)}::timestamptz
      and ends_at > ${formatUtcMicros(from)}::timestamptz`;
}
