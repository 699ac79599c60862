import type { DeviceId } from '@workcompanion/core/ids';
import type { IndexRange } from '@workcompanion/core/protocol/journal-head';
import type { Db } from '@workcompanion/db/client';
import { deviceStates } from '@workcompanion/db/schema/device-states';
import { journalEntries } from '@workcompanion/db/schema/journal-entries';
import { parseUtcMicros } from '@workcompanion/db/schema/utc-micros';
import { sql } from 'drizzle-orm';

export interface MissingRange extends IndexRange {
  /** When the entry after it came, UTC µs. */
  readonly since: number;
}

/** What a device's journal lacks, oldest first: entries below one that is held, which may still come. */
export async function listMissingRanges(
  db: Db,
  { id, journalNext }: { readonly id: DeviceId; readonly journalNext: number },
  limit: number,
): Promise<MissingRange[]> {
  const { rows } = await db.execute<{ first: string; next: string; since: string }>(sql`
    select lower(missing) as first, upper(missing) as next, received_at::text as since from (
      select index, received_at, coalesce(lag(index) over (order by index) + 1, ${journalNext}) as first
      from ${journalEntries} where device_id = ${id} and index >= ${journalNext}
    ) entries
    cross join lateral unnest(
      int8multirange(int8range(first, index))
      - (select journal_lost from ${deviceStates} where device_id = ${id})
    ) missing
    where index > first order by index, missing limit ${limit}`);
  return rows.map(({ first, next, since }) => ({
    first: Number(first),
    last: Number(next) - 1,
    since: parseUtcMicros(since),
  }));
}

interface JournalOfDevice {
  readonly id: DeviceId;
  readonly journalNext: number;
  readonly journalEnd: number;
}

/**
 * How many journal entries below the highest one received have not come, and may still: a backlog, or
 * tampering.
 */
export async function countMissingEntries(db: Db, device: JournalOfDevice): Promise<number> {
  const { id, journalNext, journalEnd } = device;
  if (journalEnd <= journalNext) return 0;
  const { rows } = await db.execute<{ missing: string }>(sql`
    select (
      select coalesce(sum(upper(awaited) - lower(awaited)), 0)
      from unnest(int8multirange(int8range(${journalNext}, ${journalEnd})) - journal_lost) awaited
    ) - (
      select count(*) from ${journalEntries}
      where device_id = ${id} and index >= ${journalNext} and not journal_lost @> index
    ) as missing
    from ${deviceStates} where device_id = ${id}`);
  return Number(rows[0]?.missing ?? 0);
}
