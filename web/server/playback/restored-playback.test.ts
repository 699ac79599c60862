import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@workcompanion/db/embedded/start-embedded-postgres';
import { migrate } from '@workcompanion/db/migrate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ServerContext } from '../context.ts';
import { type StoredRecording, storeRecording } from '../testing/store-recording.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser, sessionCookie } from '../testing/test-user.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const BYTE_SERVER = join(import.meta.dirname, '..', 'testing', 'byte-server.ts');
const ORIGIN = 'http://localhost:3000';
const MINUTE = 60_000_000;

let server: TestServer;
let ctx: ServerContext;
let stored: StoredRecording;
let cookie: string;
let folder: string;
let backup: string;

beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context({ publicUrl: ORIGIN });
  cookie = await sessionCookie(ctx, (await makeUser(ctx, ['compliance'])).user.id);
  stored = await storeRecording(ctx, { start: ctx.now() - 30 * MINUTE, count: 3 });
  folder = await mkdtemp(join(tmpdir(), 'workcompanion-backup-'));
  backup = join(folder, 'backup');
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** What an operator calls. */
async function run(
  script: 'backup' | 'restore',
  settings: Record<string, string>,
): Promise<string> {
  const child = spawn(process.execPath, [join(ROOT, 'scripts', `${script}.ts`), backup], {
    env: { ...process.env, MASTER_KEY: server.masterKey.toString('hex'), ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = saidBy(child);
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(said());
  return said();
}

function saidBy(child: ChildProcess): () => string {
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (text: Buffer) => {
      said += text.toString();
    });
  }
  return () => said;
}

/** The real web process on what was restored: the segments' plain bytes, by their ids. */
async function playFrom(target: string, ids: readonly string[]): Promise<(Buffer | number)[]> {
  const postgres = await startEmbeddedPostgres({ directory: join(target, 'postgres') });
  // As npm start does.
  await migrate(postgres.ownerUrl, { portalUrl: postgres.url });
  const child = fork(BYTE_SERVER, {
    env: {
      NODE_ENV: 'test',
      DATABASE_URL: postgres.url,
      HOT_DIR: join(target, 'hot'),
      MASTER_KEY: server.masterKey.toString('hex'),
      PUBLIC_URL: ORIGIN,
      PORT: '0',
      LOG_LEVEL: 'silent',
    },
    execArgv: [],
  });
  try {
    const [url] = await once(child, 'message');
    const played: (Buffer | number)[] = [];
    for (const id of ids) {
      const answer = await fetch(`${url}/api/playback/segments/${id}.ts`, { headers: { cookie } });
      const bytes = Buffer.from(await answer.arrayBuffer());
      played.push(answer.status === 200 ? bytes : answer.status);
    }
    return played;
  } finally {
    child.kill('SIGKILL');
    await once(child, 'exit');
    await postgres.stop();
  }
}

test('what runs is backed up, restored elsewhere without its key in the copy, and plays', async () => {
  const said = await run('backup', {
    DATABASE_URL: server.databaseUrl,
    HOT_DIR: server.hotDir,
    DATA_DIR: join(folder, 'data'),
  });
  expect(said).toContain('The backup is complete: 3 files');
  expect(said).not.toContain('missing in the hot store');
  for (const entry of await readdir(backup, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = await readFile(join(entry.parentPath, entry.name));
    expect(bytes.includes(server.masterKey)).toBe(false);
    expect(bytes.includes(server.masterKey.toString('hex'))).toBe(false);
  }

  const target = join(folder, 'restored');
  await run('restore', { DATABASE_URL: '', DATA_DIR: target });

  const ids = stored.segments.map(({ id }) => id);
  expect(await playFrom(target, ids)).toEqual(stored.segments.map(({ plain }) => plain));
}, 180_000);
