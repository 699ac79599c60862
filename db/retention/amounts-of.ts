import type { DeviceId } from '@workcompanion/core/ids';
import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { formatUtcMicros } from '../schema/utc-micros.ts';
import type { FootageStretch, LiveKey } from './decide-deletion.ts';
import type { OwnedDevice } from './device-pages.ts';
import type { FootageAmount } from './rehearsal.ts';

export const NOTHING: FootageAmount = { keys: 0, covers: 0, bytes: 0 };

export interface KeysOfDevice {
  readonly device: OwnedDevice;
  readonly keys: readonly LiveKey[];
}

/** How much footage each group of keys can have encrypted. */
export async function amountsOf(
  db: Db | Tx,
  groups: readonly KeysOfDevice[],
): Promise<FootageAmount[]> {
  const stretches = groups.map(({ device, keys }) =>
    joinWindows(keys).map((stretch) => ({ ...stretch, deviceId: device.id })),
  );
  const bytes = (await footageBytes(db, stretches.flat())).values();
  return groups.map(({ keys }, index) => {
    const own = stretches[index] ?? [];
    return {
      keys: keys.length,
      covers: own.reduce((sum, { from, to }) => sum + to - from, 0),
      bytes: own.reduce((sum) => sum + (bytes.next().value ?? 0), 0),
    };
  });
}

export function addAmounts(a: FootageAmount, b: FootageAmount): FootageAmount {
  return { keys: a.keys + b.keys, covers: a.covers + b.covers, bytes: a.bytes + b.bytes };
}

interface DeviceStretch extends FootageStretch {
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

/** The time that the keys' windows cover: in order, none touching another. */
function joinWindows(keys: readonly Pick<LiveKey, 'windowFrom' | 'windowTo'>[]): FootageStretch[] {
  const joined: { from: number; to: number }[] = [];
  for (const { windowFrom, windowTo } of keys.toSorted((a, b) => a.windowFrom - b.windowFrom)) {
    const last = joined.at(-1);
    if (last !== undefined && windowFrom <= last.to) last.to = Math.max(last.to, windowTo);
    else joined.push({ from: windowFrom, to: windowTo });
  }
  return joined;
}
