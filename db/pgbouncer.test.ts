import { StartRefusal } from '@workcompanion/core/start-refusal';
import { eq, sql } from 'drizzle-orm';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type DatabaseConnection } from './client.ts';
import { migrate } from './migrate.ts';
import { settings } from './schema/settings.ts';
import {
  canStartPgBouncer,
  startPgBouncer,
  type TestPgBouncer,
} from './testing/start-pgbouncer.ts';
import { createTestDatabase, type TestDatabase } from './testing/test-database.ts';
import { withTransaction } from './transaction.ts';

describe.skipIf(!canStartPgBouncer())('by way of PgBouncer in transaction mode', () => {
  let database: TestDatabase;
  let pooler: TestPgBouncer;
  let connection: DatabaseConnection;
  beforeAll(async () => {
    database = await createTestDatabase();
    // Limits of a role hold for a database, and are not cloned with it.
    await migrate(database.ownerUrl, { portalUrl: database.url });
    pooler = await startPgBouncer([database.url, database.ownerUrl], { poolSize: 1 });
    connection = connect(pooler.through(database.url), { max: 8, statementTimeoutMs: 7_000 });
  });
  afterAll(async () => {
    await connection.close();
    await pooler.stop();
    await database.close();
  });

  it('a process leaves no limit of its own to whoever is lent the connection next', async () => {
    await connection.db.execute(sql`select 1`);
    const other = new Client({ connectionString: pooler.through(database.url) });
    await other.connect();
    const { rows } = await other.query('show statement_timeout');
    await other.end();
    // The role's, which migrate sets: as long as the longest statement of the workers.
    expect(rows).toEqual([{ statement_timeout: '2min' }]);
  });

  it('transactions, prepared statements and time zones hold, with one connection for eight', async () => {
    const findSetting = connection.db
      .select({ key: settings.key })
      .from(settings)
      .where(eq(settings.key, sql.placeholder('key')))
      .prepare('find_setting');
    const work = async (index: number) => {
      const key = `pooled-${index}`;
      await withTransaction(connection.db, async (tx) => {
        await tx.insert(settings).values({ key, value: index, updatedAt: index * 1_000_000 });
        await tx.execute(sql`select pg_sleep(0.01)`);
      });
      const { rows } = await connection.db.execute<{ zone: string }>(
        sql`select current_setting('TimeZone') as zone`,
      );
      return { found: await findSetting.execute({ key }), zone: rows[0]?.zone };
    };
    const done = await Promise.all(Array.from({ length: 24 }, (_, index) => work(index)));
    expect(done).toEqual(
      done.map((_, index) => ({ found: [{ key: `pooled-${index}` }], zone: 'UTC' })),
    );
  });

  it('a migration refuses to go that way, in one line: its lock is a session’s', async () => {
    const refusal = await migrate(pooler.through(database.ownerUrl)).catch((error) => error);
    expect(refusal).toBeInstanceOf(StartRefusal);
    expect(String(refusal)).toContain('A connection pooler stands before 127.0.0.1:');
  });
});
