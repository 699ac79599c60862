import { drizzle } from 'drizzle-orm/node-postgres';
import type { Pool } from 'pg';
import type { Db } from '../client.ts';

/** Runs a query function and returns PostgreSQL's plans of the statements it sent. */
export async function explain(pool: Pool, run: (db: Db) => Promise<unknown>): Promise<string> {
  const sent: { text: string; values: unknown[] }[] = [];
  const logQuery = (text: string, values: unknown[]) => sent.push({ text, values });
  await run(drizzle({ client: pool, logger: { logQuery } }));
  const plans: string[] = [];
  for (const { text, values } of sent) {
    const { rows } = await pool.query<{ 'QUERY PLAN': string }>(`explain ${text}`, values);
    plans.push(...rows.map((row) => row['QUERY PLAN']));
  }
  return plans.join('\n');
}
