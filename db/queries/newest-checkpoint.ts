import { desc, type SQL, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { checkpoints } from '../schema/checkpoints.ts';

/** Null before the first. */
export async function newestCheckpoint(db: Db): Promise<typeof checkpoints.$inferSelect | null> {
  const [newest] = await db.select().from(checkpoints).orderBy(desc(checkpoints.number)).limit(1);
  return newest ?? null;
}

/** Its JWS, for a statement that asks more; null before the first. */
export function newestCheckpointJws(db: Db | Tx): SQL<string | null> {
  const newest = db
    .select({ jws: checkpoints.jws })
    .from(checkpoints)
    .orderBy(desc(checkpoints.number))
    .limit(1);
  return sql`${newest}`;
}
