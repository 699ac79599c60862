import type { DeviceId } from '@workcompanion/core/ids';
import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { formatUtcMicros } from '../schema/utc-micros.ts';
import type { Stretch } from './decide-deletion.ts';

export interface DeviceStretch extends Stretch {
  readonly deviceId: DeviceId;
}

/**
 * Bytes recorded in each stretch, from spans: one that crosses an edge counts by its share of time.
 * A deletion itself counts exactly.
 */
export async function footageBytes(
  db: Db | Tx,
  stretches: readonly DeviceStretch[],
): Promise<number[]> {
  if (stretches.length === 0) return [];
  const column = <T>(of: (stretch: DeviceStretch) => T) => sql.param(stretches.map(of));
  const { rows } = await db.execute<{ at: string; bytes: string }>(sql`
    select at, coalesce(sum(span.bytes * least(1,
        extract(epoch from least(span.ends_at, s.t) - greatest(span.starts_at, s.f))
        / nullif(extract(epoch from span.ends_at - span.starts_at), 0))), 0)::bigint as bytes
    from unnest(
        ${column(({ deviceId }) => deviceId)}::uuid[],
        ${column(({ from }) => formatUtcMicros(from))}::timestamptz[],
        ${column(({ to }) => formatUtcMicros(to))}::timestamptz[]
      ) with ordinality as s(device, f, t, at)
    join spans span on span.device_id = s.device
      and span.starts_at >= s.f - interval '24 hours' and span.starts_at < s.t
      and span.ends_at > s.f
    group by at`);
  const bytes = stretches.map(() => 0);
  for (const row of rows) bytes[Number(row.at) - 1] = Number(row.bytes);
  return bytes;
}
