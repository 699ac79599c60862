import { setTimeout as delay } from 'node:timers/promises';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { sql } from 'drizzle-orm';
import type { Db, Tx } from './client.ts';
import { formatUtcMicros } from './schema/utc-micros.ts';

const ATTEMPTS = 30;
const PAUSE_MS = 200;

/**
 * Makes the month partitions around `now` that are missing and returns their names. May run in several
 * processes at once, and uploads go on. What others hold just now is tried again for some seconds, and
 * then left to the next call: months are made long before they begin. Rows that waited in the default
 * partition move to their month. It is done by a function of the database's owner, for the portal's own
 * role may make no tables.
 */
export async function ensurePartitions(db: Db | Tx, now: UtcMicros): Promise<string[]> {
  const made: string[] = [];
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const { rows } = await db.execute<{ name: string | null }>(
      sql`select name from make_months(${formatUtcMicros(now)}::timestamptz) as name`,
    );
    made.push(...rows.flatMap(({ name }) => name ?? []));
    if (rows.every(({ name }) => name !== null)) break;
    await delay(PAUSE_MS);
  }
  return made;
}
