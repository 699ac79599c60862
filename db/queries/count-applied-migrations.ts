import { sql } from 'drizzle-orm';
import type { Db } from '../client.ts';

/** How many migrations the database has seen. */
export async function countAppliedMigrations(db: Db): Promise<number> {
  const { rows } = await db.execute<{ applied: string }>(
    sql`select count(*) as applied from drizzle.__drizzle_migrations`,
  );
  return Number(rows[0]?.applied ?? 0);
}
