import type { DeviceId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { devices } from '@workcompanion/db/schema/devices';
import { journalEntries } from '@workcompanion/db/schema/journal-entries';
import { sql } from 'drizzle-orm';

/** How many journal entries the device can't show any more, and we do not hold either. */
export async function countLostEntries(db: Db, device: DeviceId): Promise<number> {
  const { rows } = await db.execute<{ lost: string }>(sql`
    select coalesce(sum(upper(part) - lower(part) - (
      select count(*) from ${journalEntries}
      where device_id = ${device} and index >= lower(part) and index < upper(part)
    )), 0) as lost
    from ${devices}, unnest(journal_lost) part where id = ${device}`);
  return Number(rows[0]?.lost ?? 0);
}
