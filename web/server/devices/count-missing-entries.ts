import type { DeviceId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { devices } from '@workcompanion/db/schema/devices';
import { journalEntries } from '@workcompanion/db/schema/journal-entries';
import { sql } from 'drizzle-orm';

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
    from ${devices} where id = ${id}`);
  return Number(rows[0]?.missing ?? 0);
}
