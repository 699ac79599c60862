import { max } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { checkpoints } from '../schema/checkpoints.ts';
import { HOUR } from './make-checkpoint.ts';

/** µs after the hour: the time of grace of its entries, and the period of the job that looks. */
const MADE_WITHIN = 2 * 60_000_000;

/** When a checkpoint holds what is received at this moment, both in UTC µs. */
export function checkpointDue(receivedAt: number): number {
  return Math.floor(receivedAt / HOUR) * HOUR + HOUR + MADE_WITHIN;
}

/** Every statement that was received before is in a checkpoint; null: none was made yet. */
export async function committedUntil(db: Db | Tx): Promise<number | null> {
  const [last] = await db.select({ to: max(checkpoints.to) }).from(checkpoints);
  return last?.to ?? null;
}
