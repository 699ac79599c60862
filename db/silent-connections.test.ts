import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type DatabaseConnection, type Db } from './client.ts';
import { databaseFailure } from './database-failure.ts';
import { type StallingProxy, startStallingProxy } from './testing/stalling-proxy.ts';
import { createTestDatabase, type TestDatabase } from './testing/test-database.ts';
import { withTransaction } from './transaction.ts';

const CONNECTIONS = 4;

let database: TestDatabase;
let proxy: StallingProxy;
let connection: DatabaseConnection;
beforeAll(async () => {
  database = await createTestDatabase();
  proxy = await startStallingProxy(database.url);
  connection = connect(proxy.url, {
    max: CONNECTIONS,
    connectTimeoutMs: 500,
    statementTimeoutMs: 500,
  });
});
afterAll(async () => {
  await connection.close();
  await proxy.close();
  await database.close();
});

const ask = (db: Db) => db.execute(sql`select 1`);
const work = (db: Db) =>
  withTransaction(db, async (tx) => {
    await tx.execute(sql`select 1`);
    await delay(20);
    await tx.execute(sql`select 2`);
  });

/** Asks without a pause until `over`, alone and in transactions; returns what went wrong. */
async function load(db: Db, over: AbortSignal): Promise<unknown[]> {
  const failures: unknown[] = [];
  const asker = async (act: (db: Db) => Promise<unknown>) => {
    while (!over.aborted) await act(db).catch((error: unknown) => failures.push(error));
  };
  await Promise.all([ask, ask, ask, work, work, work, work, work].map(asker));
  return failures;
}

describe('a pool', () => {
  it('is whole again when a server that fell silent speaks again, and says so meanwhile', async () => {
    const over = new AbortController();
    const loaded = load(connection.db, over.signal);
    await delay(300);
    proxy.stall();
    await delay(6_000);
    proxy.resume();
    over.abort();
    const failures = await loaded;
    expect(failures.length).toBeGreaterThan(CONNECTIONS);
    for (const failure of failures) {
      expect(databaseFailure(failure)).toMatchObject({ code: 'unavailable', retryable: true });
    }
    await Promise.all(Array.from({ length: 3 * CONNECTIONS }, () => work(connection.db)));
    expect(connection.pool.totalCount).toBeLessThanOrEqual(CONNECTIONS);
  }, 60_000);

  it('outlives that all its connections break in the midst of transactions', async () => {
    const over = new AbortController();
    const loaded = load(connection.db, over.signal);
    await delay(300);
    await database.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    );
    await delay(300);
    over.abort();
    for (const failure of await loaded) {
      expect(databaseFailure(failure)).toMatchObject({ code: 'unavailable' });
    }
    await Promise.all(Array.from({ length: 3 * CONNECTIONS }, () => work(connection.db)));
  });
});

describe('a pool whose statements may run for minutes', () => {
  /** Told as in docs/deploy.md; on a busy machine too. */
  const WHOLE_WITHIN_MS = 15_000;

  let patient: DatabaseConnection;
  beforeAll(() => {
    patient = connect(proxy.url, { max: CONNECTIONS, connectTimeoutMs: 5_000 });
  });
  afterAll(() => patient.close());

  /** What `act` came to, and after how many ms. */
  async function timed(act: Promise<unknown>) {
    const since = performance.now();
    const failure = await act.then(
      () => null,
      (error: unknown) => databaseFailure(error)?.code,
    );
    return { failure, ms: performance.now() - since };
  }

  it('finds out that answers are lost for good, and frees what the server still held for it', async () => {
    const locked = Promise.withResolvers<void>();
    const lost = Promise.withResolvers<void>();
    const holder = withTransaction(patient.db, async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(7)`);
      locked.resolve();
      await lost.promise;
      await tx.execute(sql`select 1`);
    });
    await locked.promise;
    // Idle connections, which are as lost.
    await Promise.all([ask(patient.db), ask(patient.db)]);
    proxy.swallow();
    lost.resolve();
    const [held, asked] = [timed(holder), timed(ask(patient.db))];
    await delay(1_000);
    proxy.pass();
    for (const { failure, ms } of await Promise.all([held, asked])) {
      expect(failure).toBe('unavailable');
      expect(ms).toBeLessThan(WHOLE_WITHIN_MS);
    }
    const locker = withTransaction(patient.db, (tx) =>
      tx.execute(sql`select pg_advisory_xact_lock(7)`),
    );
    expect(await timed(locker)).toMatchObject({ failure: null });
  }, 60_000);

  it('lets a statement run that takes its time', async () => {
    expect(await timed(patient.db.execute(sql`select pg_sleep(7)`))).toMatchObject({
      failure: null,
    });
  }, 60_000);
});

describe('databaseFailure', () => {
  it('leaves a fault of the statement alone', async () => {
    const wrong = await connection.db.execute(sql`select nothing`).catch((error: unknown) => error);
    expect(databaseFailure(wrong)).toBeNull();
    expect(databaseFailure(new Error('no'))).toBeNull();
  });

  it('tells a full disk as one, however deep it lies', async () => {
    const raise = (code: string) =>
      connection.db
        .execute(sql.raw(`do $$ begin raise exception 'x' using errcode = '${code}'; end $$`))
        .catch((error: unknown) => databaseFailure(error)?.code);
    expect(await raise('53100')).toBe('storage-full');
    expect(await raise('53300')).toBe('unavailable');
    expect(await raise('57014')).toBe('unavailable');
    expect(await raise('23505')).toBeUndefined();
  });
});
