import { readFile } from 'node:fs/promises';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from '../client.ts';
import { databaseErrorCode } from '../describe-error.ts';

export interface SchemaState {
  /** As this code sees the database. */
  readonly state: 'ok' | 'behind' | 'ahead';
  readonly applied: number;
  readonly known: number;
}

/** undefined_table: nothing was ever migrated. */
const NO_TABLE = '42P01';

export async function readSchemaState(db: Db): Promise<SchemaState> {
  const known = (await knownMigrations()).length;
  const applied = await countAppliedMigrations(db).catch((error: unknown) => {
    if (databaseErrorCode(error) === NO_TABLE) return 0;
    throw error;
  });
  if (applied === known) return { state: 'ok', applied, known };
  return { state: applied < known ? 'behind' : 'ahead', applied, known };
}

const Journal = z.object({ entries: z.array(z.object({ tag: z.string() })) });

/** The migrations that this version of the code comes with, the oldest first. */
export async function knownMigrations(): Promise<readonly string[]> {
  const path = new URL('../migrations/meta/_journal.json', import.meta.url);
  return Journal.parse(JSON.parse(await readFile(path, 'utf8'))).entries.map(({ tag }) => tag);
}

/** How many migrations the database has seen. */
export async function countAppliedMigrations(db: Db): Promise<number> {
  const { rows } = await db.execute<{ applied: string }>(
    sql`select count(*) as applied from drizzle.__drizzle_migrations`,
  );
  return Number(rows[0]?.applied ?? 0);
}
