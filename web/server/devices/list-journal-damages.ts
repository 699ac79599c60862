import type { DeviceId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { journalDamages, journalEntries } from '@workcompanion/db/schema/journal-entries';
import { and, between, count, desc, eq, gte, inArray, lt, or } from 'drizzle-orm';
import type { JournalDamage } from '../../contract/device-journal.ts';

interface Wanted {
  readonly devices: readonly DeviceId[];
  /** UTC µs, half-open. */
  readonly from: number;
  readonly to: number;
  readonly limit: number;
}

type DamageRow = typeof journalDamages.$inferSelect;

/** Where journals were damaged, newest first; and how many entries neither the device nor we have. */
export async function listJournalDamages(
  db: Db,
  { devices, from, to, limit }: Wanted,
): Promise<(JournalDamage & { readonly device: DeviceId })[]> {
  const { deviceId, statedAt } = journalDamages;
  const rows = await db
    .select()
    .from(journalDamages)
    .where(and(inArray(deviceId, [...devices]), gte(statedAt, from), lt(statedAt, to)))
    .orderBy(desc(statedAt))
    .limit(limit);
  return Promise.all(
    rows.map(async (row) => ({
      device: row.deviceId,
      index: row.index,
      at: row.statedAt,
      cause: row.cause,
      first: row.lost[0]?.first ?? null,
      last: row.lost.at(-1)?.last ?? null,
      missing: lengthOf(row) - (await countHeld(db, row)),
    })),
  );
}

function lengthOf({ lost }: DamageRow): number {
  return lost.reduce((sum, { first, last }) => sum + last - first + 1, 0);
}

/** What the device lost, and we had received before. */
async function countHeld(db: Db, { deviceId, lost }: DamageRow): Promise<number> {
  if (lost.length === 0) return 0;
  const isLost = or(...lost.map(({ first, last }) => between(journalEntries.index, first, last)));
  const [held] = await db
    .select({ entries: count() })
    .from(journalEntries)
    .where(and(eq(journalEntries.deviceId, deviceId), isLost));
  return held?.entries ?? 0;
}
