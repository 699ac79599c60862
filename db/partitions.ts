import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { sql } from 'drizzle-orm';
import type { Db, Tx } from './client.ts';
import { formatUtcMicros } from './schema/utc-micros.ts';

/**
 * Makes the month partitions around `now` that are missing and returns their names. May run in
 * several processes at once. Rows that waited in the default partition move to their month. It is
 * done by a function of the database's owner, for the portal's own role may make no tables.
 */
export async function ensurePartitions(db: Db | Tx, now: UtcMicros): Promise<string[]> {
  const { rows } = await db.execute<{ name: string }>(
    sql`select name from make_months(${formatUtcMicros(now)}::timestamptz) as name`,
  );
  return rows.map(({ name }) => name);
}
