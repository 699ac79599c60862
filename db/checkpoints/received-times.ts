import type { DeviceId } from '@workcompanion/core/ids';
import { and, eq, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { journalEntries } from '../schema/journal-entries.ts';

/** A statement, by its place in a device's journal. */
export interface StatementPlace {
  readonly device: DeviceId;
  readonly index: number;
}

export interface StatementTime extends StatementPlace {
  /** UTC µs. */
  readonly receivedAt: number;
}

/** When each was received. Those that are not held are left out. */
export async function receivedTimes(
  db: Db,
  statements: readonly StatementPlace[],
): Promise<readonly StatementTime[]> {
  const times: StatementTime[] = [];
  for (const [device, places] of Map.groupBy(statements, (place) => place.device)) {
    const indices = places.map(({ index }) => index);
    const rows = await db
      .select({ index: journalEntries.index, receivedAt: journalEntries.receivedAt })
      .from(journalEntries)
      .where(
        and(
          eq(journalEntries.deviceId, device),
          sql`${journalEntries.index} = any(${sql.param(indices)}::bigint[])`,
        ),
      );
    times.push(...rows.map((row) => ({ device, ...row })));
  }
  return times;
}
