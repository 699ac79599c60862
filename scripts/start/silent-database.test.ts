import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { signDeviceToken } from '@workcompanion/core/crypto/device-token';
import { generateSigningKeyPair } from '@workcompanion/core/crypto/key-pair';
import { DeviceId, newId, SegmentId } from '@workcompanion/core/ids';
import { connect, type DatabaseConnection } from '@workcompanion/db/client';
import { freePort } from '@workcompanion/db/embedded/free-port';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '@workcompanion/db/embedded/start-embedded-postgres';
import { migrate } from '@workcompanion/db/migrate';
import { workerProcesses } from '@workcompanion/db/schema/worker-processes';
import { type StallingProxy, startStallingProxy } from '@workcompanion/db/testing/stalling-proxy';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ReadinessAnswer } from '../../web/contract/health.ts';

const REPOSITORY = join(import.meta.dirname, '..', '..');
const ORIGIN = 'http://localhost:3000';
/** Longer than the portal waits for an answer. */
const SILENCE_MS = 15_000;
/** The promise: whole again so soon after the database. */
const WHOLE_WITHIN_MS = 15_000;

let folder: string;
let postgres: EmbeddedPostgres;
let proxy: StallingProxy;
let database: DatabaseConnection;
let url: string;
let workersUrl: string;
let token: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workcompanion-silent-'));
  postgres = await startEmbeddedPostgres({ directory: join(folder, 'postgres'), durable: false });
  await migrate(postgres.ownerUrl, { portalUrl: postgres.url });
  proxy = await startStallingProxy(postgres.url);
  database = connect(postgres.url, { max: 1, connectTimeoutMs: 2_000 });
  const portal = start(join('web', 'server', 'testing', 'byte-server.ts'));
  [url] = await once(portal, 'message');
  const port = await freePort();
  workersUrl = `http://127.0.0.1:${port}`;
  start(join('workers', 'main.ts'), { WORKERS_HEALTH_PORT: String(port) });
  const { privateKey } = await generateSigningKeyPair();
  const device = newId(DeviceId);
  token = await signDeviceToken({ device, audience: ORIGIN, privateKey, nowMs: Date.now() });
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await database.close();
  await proxy.close();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
});

const masterKey = randomBytes(32).toString('hex');

/** A process of ours that reaches the database by way of the proxy. */
function start(entry: string, env: NodeJS.ProcessEnv = {}): ChildProcess {
  const child = fork(join(REPOSITORY, entry), {
    cwd: folder,
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'test',
      DATABASE_URL: proxy.url,
      MASTER_KEY: masterKey,
      HOT_DIR: join(folder, 'hot'),
      ARCHIVE_FOLDER: join(folder, 'archive'),
      THUMBNAIL_PROCESSES: '0',
      PUBLIC_URL: ORIGIN,
      PORT: '0',
      HOT_MINIMUM_FREE_BYTES: '0',
      ...env,
    },
  });
  children.push(child);
  return child;
}

/** As a device that nobody knows, which only the database can tell: 401 is a whole portal. */
async function ask(): Promise<number> {
  const answer = await fetch(`${url}/api/recorder/segments/${newId(SegmentId)}`, {
    method: 'HEAD',
    headers: { authorization: `Bearer ${token}` },
  });
  if (answer.status === 503) expect(answer.headers.get('retry-after')).toBe('5');
  return answer.status;
}

/** As many at once as make the pool run dry, again and again. */
async function load(over: AbortSignal): Promise<Set<number>> {
  const statuses = new Set<number>();
  const asker = async () => {
    while (!over.aborted) {
      statuses.add(await ask());
      await delay(50);
    }
  };
  await Promise.all(Array.from({ length: 40 }, asker));
  return statuses;
}

/** What a monitor learns of the process and of the database: in two seconds, or more on a busy machine. */
async function health(where: string) {
  const [live, ready] = await Promise.all(
    ['live', 'ready'].map((word) =>
      fetch(`${where}/api/health/${word}`, { signal: AbortSignal.timeout(5_000) }),
    ),
  );
  const { parts } = ReadinessAnswer.parse(await ready?.json());
  return { live: live?.status, ready: ready?.status, database: parts['database']?.state };
}
const WHOLE = { live: 200, ready: 200, database: 'ok' };
const SILENT = { live: 200, ready: 503, database: 'silent' };

async function lastSign(): Promise<number> {
  const rows = await database.db
    .select()
    .from(workerProcesses)
    .catch(() => []);
  return Math.max(0, ...rows.map(({ seenAt }) => seenAt));
}

/** From now on: both processes do again what they do with a database. */
async function bothAreWhole(): Promise<void> {
  const since = Date.now() * 1000;
  await Promise.all([
    expect.poll(ask, { timeout: WHOLE_WITHIN_MS }).toBe(401),
    expect.poll(lastSign, { timeout: WHOLE_WITHIN_MS }).toBeGreaterThan(since),
  ]);
  expect(await Promise.all(Array.from({ length: 60 }, ask))).toEqual(Array(60).fill(401));
}

it('outlives a database that falls silent, and says so to whoever asks meanwhile', async () => {
  await bothAreWhole();
  for (const where of [url, workersUrl]) expect(await health(where)).toMatchObject(WHOLE);
  const over = new AbortController();
  const loaded = load(over.signal);
  proxy.stall();
  await delay(SILENCE_MS / 2);
  for (const where of [url, workersUrl]) expect(await health(where)).toEqual(SILENT);
  await delay(SILENCE_MS / 2);
  proxy.resume();
  await bothAreWhole();
  over.abort();
  expect(await loaded).toEqual(new Set([401, 503]));
  expect(children.map(({ exitCode }) => exitCode)).toEqual([null, null]);
}, 120_000);

it('outlives a database that is killed', async () => {
  const over = new AbortController();
  const loaded = load(over.signal);
  process.kill(postgres.pid, 'SIGKILL');
  await postgres.ended;
  const port = Number(new URL(postgres.url).port);
  postgres = await startEmbeddedPostgres({
    directory: join(folder, 'postgres'),
    durable: false,
    port,
  });
  await bothAreWhole();
  over.abort();
  expect(await loaded).toEqual(new Set([401, 503]));
  expect(children.map(({ exitCode }) => exitCode)).toEqual([null, null]);
}, 120_000);
