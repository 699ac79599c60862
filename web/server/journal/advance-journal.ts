import { AppError } from '@workcompanion/core/errors';
import type { DeviceId } from '@workcompanion/core/ids';
import type { Tx } from '@workcompanion/db/client';
import { devices } from '@workcompanion/db/schema/devices';
import { journalEntries } from '@workcompanion/db/schema/journal-entries';
import { sql } from 'drizzle-orm';

/** How far a journal is known: all below `next`, and something just below `end`. */
export interface JournalReach {
  readonly next: number;
  readonly end: number;
}

/** The reach once `index` is known too. */
export async function advanceJournal(
  tx: Tx,
  { device, index }: { readonly device: DeviceId; readonly index: number },
  { next, end }: JournalReach,
): Promise<JournalReach> {
  if (index > next) return { next, end: Math.max(end, index + 1) };
  if (end <= next) return { next: index + 1, end: index + 1 };
  // A hole is filled, and entries beyond it are known: up to the next hole.
  return { next: await endOfRun(tx, device, index + 1), end };
}

/** The first index from `start` on that is not held, and may still come. */
export async function endOfRun(tx: Tx, device: DeviceId, start: number): Promise<number> {
  const { rows } = await tx.execute<{ missing: string }>(sql`
    select missing from (
      select ${start}::bigint as missing
      union all
      select index + 1 from ${journalEntries} where device_id = ${device} and index >= ${start}
      union all
      select upper(lost) from ${devices}, unnest(journal_lost) lost
      where id = ${device} and upper(lost) > ${start}
    ) candidates
    where not exists (
      select from ${journalEntries} where device_id = ${device} and index = missing
    ) and not exists (
      select from ${devices} where id = ${device} and journal_lost @> missing
    )
    order by missing limit 1`);
  const [first] = rows;
  if (!first) throw new AppError('internal', `The journal of device ${device} has no end.`);
  return Number(first.missing);
}
