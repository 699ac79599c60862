import { sql } from 'drizzle-orm';
import { ADVISORY_LOCKS } from '../advisory-locks.ts';
import type { Tx } from '../client.ts';

/**
 * Held until the transaction ends, by whoever destroys keys, places a hold or changes a rule: a hold
 * that was answered binds every decision that comes after.
 */
export async function lockRetention(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${ADVISORY_LOCKS.retention})`);
}
