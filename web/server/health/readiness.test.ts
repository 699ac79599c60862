import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { BlobMarker } from '@workcompanion/core/storage/store-marker';
import { openTestTos } from '@workcompanion/core/storage/testing/open-test-tos';
import {
  connectProbe,
  type ReadinessContext,
  readinessLook,
} from '@workcompanion/db/health/readiness';
import { workerProcesses } from '@workcompanion/db/schema/worker-processes';
import { openMarkers } from '@workcompanion/db/stores/open-markers';
import { drizzle } from 'drizzle-orm/node-postgres';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ServerContext } from '../context.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
let ctx: ServerContext;
beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context();
});
afterAll(() => server.close());

const MINUTE = 60_000_000;

function readinessContext(): ReadinessContext {
  return {
    db: ctx.db,
    masterKey: ctx.masterKey,
    isDraining: () => false,
    markers: ctx.stores,
    hasArchive: false,
    hotDir: server.hotDir,
    minimumFreeBytes: 0,
    databaseDir: null,
    isDatabaseFull: () => false,
    now: ctx.now,
  };
}

function lookWith(change: Partial<ReadinessContext> = {}) {
  return readinessLook({ ...readinessContext(), ...change })();
}

async function sign(seenAt: number): Promise<void> {
  const row = { startedAt: 0, seenAt, jobs: [], archive: null, nodeVersion: 'v24' };
  await ctx.db
    .insert(workerProcesses)
    .values({ name: 'host:1', ...row })
    .onConflictDoUpdate({ target: workerProcesses.name, set: row });
}

describe('the portal', () => {
  test('stays in service while the bucket of new recordings is silent, and says that it is', async () => {
    await sign(ctx.now());
    const { store, dispose } = await openTestTos();
    const hot = new BlobMarker(store, { name: 'hot', installation: 'one' });
    await hot.write();
    const look = () => lookWith({ markers: { ...ctx.stores, hot }, hotDir: null });
    expect((await look()).parts.hot).toEqual({ state: 'ok', freeBytes: null });
    await dispose();
    const after = await look();
    expect(after).toMatchObject({
      status: 'degraded',
      parts: { hot: { state: 'not-looked-at' } },
    });
  });

  test('is ready when each part was looked at and is well, and says how', async () => {
    await sign(ctx.now());
    const { status, parts } = await lookWith();
    expect(status).toBe('ready');
    expect(parts).toMatchObject({
      database: { state: 'ok', freeBytes: null },
      role: { state: 'restricted' },
      schema: { state: 'ok' },
      hot: { state: 'ok', freeBytes: expect.any(Number) },
      archive: { state: 'off' },
      thumbnails: { state: 'ok' },
      evidencePackages: { state: 'ok' },
      workers: { state: 'ok' },
      clock: { state: 'ok' },
    });
    expect(JSON.stringify(parts)).not.toContain(server.hotDir);
  });

  test('is degraded, and takes uploads, while the workers have not given a sign for minutes', async () => {
    await sign(ctx.now() - 5 * MINUTE);
    expect(await lookWith()).toMatchObject({
      status: 'degraded',
      parts: { workers: { state: 'silent' } },
    });
    await ctx.db.delete(workerProcesses);
    expect((await lookWith()).parts.workers).toEqual({ state: 'none', lastSignAt: null });
    await sign(ctx.now());
  });

  test('is degraded, and says why, while its database account could change the record', async () => {
    expect(await lookWith({ db: server.owner })).toMatchObject({
      status: 'degraded',
      parts: { role: { state: 'superuser' } },
    });
  });

  test('says of an archive that nobody has asked lately that it was not looked at', async () => {
    const { status, parts } = await lookWith({ hasArchive: true });
    expect([status, parts.archive.state]).toEqual(['ready', 'not-looked-at']);
  });

  test('is not ready while its hot store is another one’s, unmarked or not there, but is while all share a full one', async () => {
    const hotState = async (change: Partial<ReadinessContext> = {}) => {
      const { status, parts } = await lookWith(change);
      return [status, parts.hot.state];
    };
    expect(await hotState({ minimumFreeBytes: Number.MAX_SAFE_INTEGER })).toEqual([
      'degraded',
      'full',
    ]);
    const places = {
      hotDir: server.hotDir,
      thumbnailsDir: 'x',
      journalDir: 'x',
      evidencePackagesDir: 'x',
      archive: null,
    };
    const markers = openMarkers(places, { installation: 'another' });
    expect(await hotState({ markers })).toEqual(['not-ready', 'foreign']);
    await rename(server.hotDir, `${server.hotDir}-disk`);
    expect(await hotState()).toEqual(['not-ready', 'missing']);
    expect(existsSync(server.hotDir)).toBe(false);
    await mkdir(server.hotDir);
    expect(await hotState()).toEqual(['not-ready', 'unmarked']);
    await rm(server.hotDir, { recursive: true });
    await rename(`${server.hotDir}-disk`, server.hotDir);
    expect(await hotState()).toEqual(['ready', 'ok']);
  });

  test('is not ready while its database is full, or of another version', async () => {
    expect(await lookWith({ isDatabaseFull: () => true })).toMatchObject({
      status: 'not-ready',
      parts: { database: { state: 'full' } },
    });
    expect((await lookWith({ databaseDir: join(server.hotDir) })).parts.database).toEqual({
      state: 'ok',
      freeBytes: expect.any(Number),
    });
    const add = `insert into drizzle.__drizzle_migrations (hash, created_at) values ('newer', 9e15)`;
    await server.owner.execute(add);
    // A release that only adds leaves the one before at work: the balancer goes on sending.
    expect(await lookWith()).toMatchObject({
      status: 'degraded',
      parts: { schema: { state: 'expanded' } },
    });
    const oldest = (count: number) =>
      `update settings set value = '{"oldestCode":${count}}' where key = 'schema'`;
    await server.owner.execute(oldest(1_000));
    expect(await lookWith()).toMatchObject({
      status: 'not-ready',
      parts: { schema: { state: 'ahead' } },
    });
    await server.owner.execute(oldest(1));
    await server.owner.execute(`delete from drizzle.__drizzle_migrations where hash = 'newer'`);
    expect((await lookWith()).status).toBe('ready');
  });

  test('is not ready with another master key than the database’s, or while it drains', async () => {
    expect(await lookWith({ masterKey: Buffer.alloc(32, 1) })).toMatchObject({
      status: 'not-ready',
      parts: { masterKey: { state: 'other' } },
    });
    let isDraining = false;
    const look = readinessLook({ ...readinessContext(), isDraining: () => isDraining });
    expect(await look()).toMatchObject({ status: 'ready', parts: { node: { state: 'ok' } } });
    isDraining = true;
    expect(await look()).toMatchObject({
      status: 'not-ready',
      parts: { node: { state: 'draining' } },
    });
  });

  test('asks for what seldom changes once in a while, and looks again at what is not well', async () => {
    const asked: string[] = [];
    const probe = connectProbe(server.databaseUrl, 'test');
    const db = drizzle({
      client: probe.pool,
      logger: { logQuery: (statement) => void asked.push(statement) },
    });
    const clock = vi.spyOn(performance, 'now');
    let now = 0;
    clock.mockImplementation(() => now);
    const look = readinessLook({ ...readinessContext(), db });
    const askedAt = async (seconds: number) => {
      now = seconds * 1000;
      asked.length = 0;
      await look();
      return asked.length;
    };
    try {
      await ctx.db.delete(workerProcesses);
      const first = await askedAt(2);
      expect(first).toBeGreaterThan(5);
      // The database itself, and the workers, of which there is no sign.
      expect(await askedAt(4)).toBe(2);
      expect(await askedAt(20)).toBe(first);
    } finally {
      clock.mockRestore();
      await probe.close();
    }
  });

  test('tells nothing from memory while its database is silent', async () => {
    const probe = connectProbe(server.databaseUrl, 'test');
    const clock = vi.spyOn(performance, 'now');
    let now = 0;
    clock.mockImplementation(() => now);
    try {
      const look = readinessLook({ ...readinessContext(), db: probe.db });
      expect((await look()).parts).toMatchObject({ role: { state: 'restricted' } });
      await probe.close();
      now = 4_000;
      expect((await look()).parts).toMatchObject({
        database: { state: 'silent' },
        role: { state: 'not-looked-at' },
        schema: { state: 'not-looked-at' },
      });
    } finally {
      clock.mockRestore();
    }
  });

  test('answers within two seconds, and says what it could not look at, while its database is gone', async () => {
    const gone = connectProbe('postgres://nobody:hunter2@127.0.0.1:1/none', 'test');
    const startedAt = performance.now();
    const { status, parts } = await lookWith({ db: gone.db });
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    await gone.close();
    expect(status).toBe('not-ready');
    expect(parts).toMatchObject({
      database: { state: 'silent' },
      schema: { state: 'not-looked-at' },
      workers: { state: 'not-looked-at' },
      clock: { state: 'not-looked-at' },
      hot: { state: 'ok' },
    });
    expect(JSON.stringify(parts)).not.toContain('hunter2');
  });
});

test('nothing stands before the routes that would cut their bodies at 10 MB, as Next does then', () => {
  const web = join(import.meta.dirname, '..', '..');
  for (const name of ['proxy.ts', 'middleware.ts', 'proxy.js', 'middleware.js']) {
    expect(existsSync(join(web, name))).toBe(false);
  }
});
