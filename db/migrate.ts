import { fileURLToPath } from 'node:url';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import { Client } from 'pg';
import { ADVISORY_LOCKS } from './advisory-locks.ts';
import { ensurePartitions } from './partitions.ts';
import { seedDefaults } from './queries/seed-defaults.ts';

export const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url));

const CONNECT_TIMEOUT_MS = 10_000;
/** A migration may rewrite a large table, or wait for another process that does. */
const STATEMENT_TIMEOUT_MS = 6 * 3_600_000;

/**
 * Brings the database to this version: tables, the partitions around `now`, and first contents.
 * Every process may call it at its start; the first does the work while the others wait.
 */
export async function migrate(
  databaseUrl: string,
  now: UtcMicros = Date.now() * 1000,
): Promise<void> {
  const client = new Client({
    connectionString: databaseUrl,
    application_name: 'workcompanion migrate',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS,
    keepAlive: true,
  });
  client.on('error', () => {}); // the query in flight rejects, and says why
  await client.connect();
  try {
    await client.query("set timezone = 'UTC'; set datestyle = 'ISO, YMD'");
    await client.query('select pg_advisory_lock($1)', [ADVISORY_LOCKS.migrate]);
    const db = drizzle({ client });
    await applyMigrations(db, { migrationsFolder: MIGRATIONS });
    await ensurePartitions(db, now);
    await seedDefaults(db, now);
  } finally {
    // Closing the session also releases the lock.
    await client.end();
  }
}
