import { desc } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { checkpoints } from '../schema/checkpoints.ts';

/** Null before the first. */
export async function newestCheckpoint(db: Db): Promise<typeof checkpoints.$inferSelect | null> {
  const [newest] = await db.select().from(checkpoints).orderBy(desc(checkpoints.number)).limit(1);
  return newest ?? null;
}
