import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { wrapKey } from '@workcompanion/core/crypto/wrap-key';
import { serverKeys } from '@workcompanion/db/schema/server-keys';
import { oneTimeLinks } from '@workcompanion/db/schema/users';
import { workerProcesses } from '@workcompanion/db/schema/worker-processes';
import { createTestDatabase, type TestDatabase } from '@workcompanion/db/testing/test-database';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
const TEXT_READER = fileURLToPath(new URL('./texts/main.ts', import.meta.url));
const LogLine = z.looseObject({ msg: z.string(), job: z.string().optional() });
type LogLine = z.infer<typeof LogLine>;

const KEY = '5a'.repeat(32);
/** As a later release leaves it. */
const NEWER = `insert into drizzle.__drizzle_migrations (hash, created_at) values ('newer', 9e15)`;

let database: TestDatabase;
let folder: string;
const children: ChildProcess[] = [];

beforeEach(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'workers-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await database.close();
  await rm(folder, { recursive: true });
});

/** The worker process as it is started, with its log as an array that fills. */
function startWorkers(
  databaseUrl: string,
  env: Readonly<Record<string, string>> = {},
  main = MAIN,
) {
  const child = spawn(process.execPath, [main], {
    // Where it makes its stores.
    cwd: folder,
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      LOG_LEVEL: 'info',
      MASTER_KEY: KEY,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const lines: LogLine[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(LogLine.parse(JSON.parse(line)));
  });
  return { child, lines };
}

async function stop(child: ChildProcess): Promise<unknown> {
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  return (await exit)[0];
}

describe('the worker process', () => {
  it('makes missing partitions and sweeps expired links at its start, and stops when asked', async () => {
    const now = Date.now() * 1000;
    const link = (byte: number, expiresAt: number) => ({
      tokenHash: Buffer.alloc(32, byte),
      purpose: 'first-admin' as const,
      createdAt: 0,
      expiresAt,
    });
    await database.db.insert(oneTimeLinks).values([link(1, now - 1), link(2, now + 3_600_000_000)]);
    const ahead = new Date(new Date().setUTCDate(1) + 40 * 86_400_000);
    const month = `y${ahead.toISOString().slice(0, 7).replace('-', 'm')}`;
    await database.owner.pool.query(`drop table segments_${month}`);

    const { child, lines } = startWorkers(database.url);
    await expect
      .poll(() => lines.filter((line) => line.msg === 'workers are up'), { timeout: 60_000 })
      .toHaveLength(1);
    await expect
      .poll(() => database.db.select({ hash: oneTimeLinks.tokenHash }).from(oneTimeLinks), {
        timeout: 60_000,
      })
      .toEqual([{ hash: Buffer.alloc(32, 2) }]);
    const find = () =>
      database.pool.query('select to_regclass($1)::text as name', [`segments_${month}`]);
    await expect
      .poll(async () => (await find()).rows, { timeout: 60_000 })
      .toEqual([{ name: `segments_${month}` }]);
    const processes = () => database.db.select().from(workerProcesses);
    await expect
      .poll(processes, { timeout: 60_000 })
      .toMatchObject([{ name: expect.stringContaining(`:${child.pid}`), archive: { slots: 10 } }]);
    expect(await stop(child)).toBe(0);
    expect(await processes()).toEqual([]);
    expect(lines.at(-1)?.msg).toBe('workers have stopped');
  }, 200_000);

  it('refuses a master key that is not the one of the database, in one line', async () => {
    await database.db.insert(serverKeys).values({
      kid: 'signing-1',
      purpose: 'signing',
      publicKey: { kty: 'OKP', crv: 'Ed25519', x: 'A'.repeat(43) },
      wrappedPrivateKey: wrapKey(randomBytes(32), Buffer.from('{}'), 'signing-1'),
      createdAt: 0,
    });
    const { child, lines } = startWorkers(database.url);
    expect((await once(child, 'close'))[0]).toBe(78);
    expect(lines).toHaveLength(1);
    expect(lines[0]?.msg).toContain('The master key is not the one of this database');
    expect(lines[0]).not.toHaveProperty('err');
  });

  it('leaves another the master key with which it has begun, before anything is wrapped by it', async () => {
    const first = startWorkers(database.url);
    await expect
      .poll(() => first.lines.map(({ msg }) => msg), { timeout: 60_000 })
      .toContain('workers are up');
    const { child, lines } = startWorkers(database.url, { MASTER_KEY: 'b7'.repeat(32) });
    expect((await once(child, 'close'))[0]).toBe(78);
    expect(lines.map(({ msg }) => msg)).toEqual([
      expect.stringContaining('The master key is not the one of this database'),
    ]);
    expect(await stop(first.child)).toBe(0);
  }, 100_000);

  it('works on a database of a newer version that has only added to it', async () => {
    await database.owner.pool.query(NEWER);
    const { child, lines } = startWorkers(database.url);
    await expect
      .poll(() => lines.map(({ msg }) => msg), { timeout: 60_000 })
      .toContain('workers are up');
    expect(await stop(child)).toBe(0);
  }, 100_000);

  it('refuses a database of a newer version that has taken something away, in one line', async () => {
    await database.owner.pool.query(NEWER);
    await database.owner.pool.query(
      `update settings set value = '{"oldestCode":1000}' where key = 'schema'`,
    );
    const { child, lines } = startWorkers(database.url);
    expect((await once(child, 'close'))[0]).toBe(78);
    expect(lines.map(({ msg }) => msg)).toEqual([
      expect.stringContaining('The database is of a newer version'),
    ]);
  });

  it('says in one line, without a password, that no database answers, and may be started again', async () => {
    const { child, lines } = startWorkers('postgres://me:sesame@127.0.0.1:1/none');
    expect((await once(child, 'close'))[0]).toBe(75);
    expect(lines.map(({ msg }) => msg)).toEqual([
      'PostgreSQL at 127.0.0.1:1 does not answer (ECONNREFUSED): see that it runs, and that DATABASE_URL names it.',
    ]);
    expect(JSON.stringify(lines)).not.toContain('sesame');
  }, 30_000);

  it('says in one line that a database is not there, which no new start mends', async () => {
    const { child, lines } = startWorkers(`${database.url}-nowhere`);
    expect((await once(child, 'close'))[0]).toBe(78);
    expect(lines.map(({ msg }) => msg)).toEqual([
      expect.stringMatching(/^PostgreSQL at \S+ lets us not in \(3D000\): /),
    ]);
  });
});

describe('the text reader', () => {
  it('lives beside the workers at the lowest priority, and is not taken for one of them', async () => {
    const { child, lines } = startWorkers(database.url, {}, TEXT_READER);
    await expect
      .poll(() => lines.map(({ msg }) => msg), { timeout: 60_000 })
      .toContain('workers are up');
    expect(lines.at(-1)).toMatchObject({
      service: 'text-reader',
      jobs: ['watch-stores', 'read-texts', 'index-texts'],
    });
    expect(getPriority(child.pid)).toBe(19);
    expect(await database.db.select().from(workerProcesses)).toEqual([]);
    expect(await stop(child)).toBe(0);
  }, 100_000);
});
