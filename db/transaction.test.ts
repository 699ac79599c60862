import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Tx } from './client.ts';
import { connect } from './client.ts';
import { FailureTally, tellIdleBreaks } from './failure-tally.ts';
import { createTestDatabase, type TestDatabase } from './testing/test-database.ts';
import { withTransaction } from './transaction.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await database.owner.db.execute(
    sql`create table counters (name text primary key, n int not null)`,
  );
  await database.owner.db.execute(sql`grant all on counters to public`);
  await database.db.execute(sql`insert into counters values ('a', 0), ('b', 0)`);
});
afterAll(() => database.close());

function raise(tx: Tx, name: string) {
  return tx.execute(sql`update counters set n = n + 1 where name = ${name}`);
}

describe('withTransaction', () => {
  it('commits what succeeds and takes back what fails', async () => {
    await withTransaction(database.db, (tx) => raise(tx, 'a'));
    const failing = withTransaction(database.db, async (tx) => {
      await raise(tx, 'a');
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    const { rows } = await database.db.execute(sql`select n from counters where name = 'a'`);
    expect(rows).toEqual([{ n: 1 }]);
  });

  it("joins the caller's transaction, so that both go back together", async () => {
    const outer = withTransaction(database.db, async (tx) => {
      await withTransaction(tx, (inner) => raise(inner, 'b'));
      throw new Error('outer failed');
    });
    await expect(outer).rejects.toThrow('outer failed');
    const { rows } = await database.db.execute(sql`select n from counters where name = 'b'`);
    expect(rows).toEqual([{ n: 0 }]);
  });

  it('repeats a transaction that lost a deadlock', async () => {
    let attempts = 0;
    const bothHoldOne = Promise.withResolvers<void>();
    let holding = 0;
    const crosswise = (first: string, second: string) =>
      withTransaction(database.db, async (tx) => {
        attempts += 1;
        await raise(tx, first);
        holding += 1;
        if (holding === 2) bothHoldOne.resolve();
        await bothHoldOne.promise;
        await raise(tx, second);
      });
    const read = async () =>
      (await database.db.execute(sql`select sum(n)::int as n from counters`)).rows[0]?.['n'];
    const before = Number(await read());
    await Promise.all([crosswise('a', 'b'), crosswise('b', 'a')]);
    // On a busy machine both notice the deadlock at once, and both are ended.
    expect([3, 4]).toContain(attempts);
    expect(await read()).toBe(before + 4);
  });

  it('gives up on a conflict that never ends, with its cause', async () => {
    let attempts = 0;
    const hopeless = withTransaction(database.db, async (tx) => {
      attempts += 1;
      await tx.execute(sql`do $$ begin raise exception 'again' using errcode = '40001'; end $$`);
    });
    await expect(hopeless).rejects.toHaveProperty('cause.code', '40001');
    expect(attempts).toBe(5);
  });
});

describe('connect', () => {
  it('speaks UTC whatever the server or the address prefers', async () => {
    const url = new URL(database.url);
    url.searchParams.set('options', '-c timezone=Asia/Shanghai');
    const connection = connect(url.href);
    const { rows } = await connection.db.execute(sql`show timezone`);
    await connection.close();
    expect(rows).toEqual([{ TimeZone: 'UTC' }]);
  });

  it('ends a statement that runs over its time', async () => {
    const connection = connect(database.url, { statementTimeoutMs: 50 });
    const slow = connection.db.execute(sql`select pg_sleep(5)`);
    await expect(slow).rejects.toHaveProperty('cause.code', '57014');
    await connection.close();
  });

  it('outlives an idle connection that the server ends', async () => {
    const ended = Promise.withResolvers<Error>();
    const connection = connect(database.url, { max: 1, onIdleError: ended.resolve });
    const { rows } = await connection.pool.query<{ pid: number }>('select pg_backend_pid() as pid');
    await database.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
    expect(await ended.promise).toHaveProperty('code', '57P01');
    await expect(connection.pool.query('select 1')).resolves.toBeDefined();
    await connection.close();
  });

  it('tells once of idle connections that break together', async () => {
    const lines: object[] = [];
    const tally = new FailureTally({ error: (facts) => void lines.push(facts) }, 200);
    const onIdleError = tellIdleBreaks(tally);
    const { pool, close } = connect(database.url, { applicationName: 'broken', onIdleError });
    await Promise.all([1, 2, 3, 4].map(() => pool.query('select pg_sleep(0.1)')));
    await database.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'broken'`,
    );
    await expect.poll(() => lines, { interval: 20, timeout: 5_000 }).toHaveLength(2);
    expect(lines).toMatchObject([{ err: { cause: { code: '57P01' } } }, { times: 3 }]);
    await close();
  });
});

describe('createTestDatabase', () => {
  it('fails when a connection was left open', async () => {
    const leaky = await createTestDatabase();
    const left = connect(leaky.url, { applicationName: 'the leak' });
    await left.pool.query('select 1');
    await expect(leaky.close()).rejects.toThrow('the leak');
    await left.close();
  });
});
