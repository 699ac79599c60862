import type { Db } from '../client.ts';
import { databaseErrorCode } from '../error-code.ts';
import { countAppliedMigrations } from './count-applied-migrations.ts';
import { knownMigrations } from './known-migrations.ts';

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
