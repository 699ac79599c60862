import type { DeviceId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { journalDamages } from '@workcompanion/db/schema/journal-damages';
import { journalEntries } from '@workcompanion/db/schema/journal-entries';
import { and, desc, gte, inArray, lt, sql } from 'drizzle-orm';
import type { JournalDamage } from '../../contract/devices.ts';

interface Wanted {
  readonly devices: readonly DeviceId[];
  /** UTC µs, half-open. */
  readonly from: number;
  readonly to: number;
  readonly limit: number;
}

/** Where journals were damaged, newest first; and how many entries neither the device nor we have. */
export function listJournalDamages(
  db: Db,
  { devices, from, to, limit }: Wanted,
): Promise<(JournalDamage & { readonly device: DeviceId })[]> {
  const { deviceId, index, statedAt, cause, lost } = journalDamages;
  const stated = sql`(select coalesce(sum(upper(part) - lower(part)), 0) from unnest(${lost}) part)`;
  const held = sql`(select count(*) from ${journalEntries} entry
    where entry.device_id = ${deviceId} and entry.index >= lower(${lost})
      and entry.index < upper(${lost}) and ${lost} @> entry.index)`;
  return db
    .select({
      device: deviceId,
      index,
      at: statedAt,
      cause,
      first: sql<number | null>`lower(${lost})`.mapWith(Number),
      last: sql<number | null>`upper(${lost}) - 1`.mapWith(Number),
      missing: sql`${stated} - ${held}`.mapWith(Number),
    })
    .from(journalDamages)
    .where(and(inArray(deviceId, [...devices]), gte(statedAt, from), lt(statedAt, to)))
    .orderBy(desc(statedAt))
    .limit(limit);
}
