import { readFile } from 'node:fs/promises';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Db, Tx } from '../client.ts';
import { databaseErrorCode } from '../describe-error.ts';
import { settings } from '../schema/settings.ts';

export interface SchemaState {
  /**
   * As this code sees the database. `expanded`: a later release has added to it, and left all that
   * this one needs. `ahead`: it has taken something away.
   */
  readonly state: 'ok' | 'expanded' | 'behind' | 'ahead';
  readonly applied: number;
  readonly known: number;
}

/**
 * How many migrations a release must know at least to work on the tables of this one. A migration only
 * adds, so that the release before goes on beside this one. Whoever takes away what no release in use
 * needs any more raises it to the number of migrations that the first of those releases knew.
 */
const OLDEST_CODE = 1;
const KEY = 'schema';
const SchemaRange = z.object({ oldestCode: z.number().int() });

/** undefined_table: nothing was ever migrated. */
const NO_TABLE = '42P01';

export async function readSchemaState(db: Db): Promise<SchemaState> {
  const known = (await knownMigrations()).length;
  const applied = await countAppliedMigrations(db).catch((error: unknown) => {
    if (databaseErrorCode(error) === NO_TABLE) return 0;
    throw error;
  });
  if (applied === known) return { state: 'ok', applied, known };
  if (applied < known) return { state: 'behind', applied, known };
  const oldestCode = (await readOldestCode(db)) ?? applied;
  return { state: known < oldestCode ? 'ahead' : 'expanded', applied, known };
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

/** Never lowers it: an older release may be started after a newer one has migrated. */
export async function noteOldestCode(db: Db | Tx, now: UtcMicros): Promise<void> {
  const known = await readOldestCode(db);
  const value = { oldestCode: Math.max(known ?? 0, OLDEST_CODE) };
  await db
    .insert(settings)
    .values({ key: KEY, value, updatedAt: now })
    .onConflictDoUpdate({ target: settings.key, set: { value, updatedAt: now } });
}

async function readOldestCode(db: Db | Tx): Promise<number | null> {
  const [row] = await db
    .select({ value: settings.value })
    .from(settings)
    .where(eq(settings.key, KEY));
  return row === undefined ? null : SchemaRange.parse(row.value).oldestCode;
}
