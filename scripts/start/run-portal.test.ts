import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId, UserId } from '@workcompanion/core/ids';
import { connect } from '@workcompanion/db/client';
import { freePort } from '@workcompanion/db/embedded/free-port';
import { lookAtRole } from '@workcompanion/db/health/look-at-role';
import { serverKeys } from '@workcompanion/db/schema/server-keys';
import { oneTimeLinks, users } from '@workcompanion/db/schema/users';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readPortalRun } from '../portal-run-file.ts';
import { readStartEnv } from './env.ts';
import { runPortal } from './run-portal.ts';

const REPOSITORY = join(import.meta.dirname, '..', '..');

/** Stands where the web server stands: healthy at once, and tells what it was given. */
const WEB = `
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
const { DATABASE_URL, MASTER_KEY, MASTER_KEY_FILE, HOT_DIR, PUBLIC_URL, NODE_ENV } = process.env;
const facts = { pid: process.pid, flags: process.execArgv, all: process.env, env: { DATABASE_URL, MASTER_KEY, MASTER_KEY_FILE, HOT_DIR, PUBLIC_URL, NODE_ENV } };
writeFileSync(process.env.FACTS_FILE, JSON.stringify(facts));
createServer((_, answer) => answer.end('{}')).listen(Number(process.env.PORT), process.env.HOST);
process.on('SIGTERM', () => process.exit(0));
`;

const WebFacts = z.object({
  pid: z.number(),
  flags: z.array(z.string()),
  all: z.record(z.string(), z.string()),
  env: z.record(z.string(), z.string()),
});

let root: string;
let port: number;
let stopping: AbortController;
let printed: string[];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'workcompanion-start-'));
  await mkdir(join(root, 'web'));
  await writeFile(join(root, 'web', 'main.ts'), WEB);
  await symlink(join(REPOSITORY, 'workers'), join(root, 'workers'));
  process.env['FACTS_FILE'] = join(root, 'facts.json');
  port = await freePort();
  stopping = new AbortController();
  printed = [];
});
afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

function run(settings: NodeJS.ProcessEnv = {}): Promise<void> {
  const env = readStartEnv(root, { PORT: String(port), ...settings });
  const print = (text: string) => void printed.push(text);
  return runPortal({ root, env, dev: true, stopping: stopping.signal, print });
}

/** Rejects with the portal when that ends too early. */
async function ready(portal: Promise<void>): Promise<void> {
  const banner = expect.poll(() => printed.join('\n'), { timeout: 30_000 }).toContain('is ready');
  await Promise.race([banner, portal]);
  expect(printed.join('\n')).toContain('is ready');
}

async function webFacts() {
  return WebFacts.parse(JSON.parse(await readFile(join(root, 'facts.json'), 'utf8')));
}

const passwordOf = async (folder: string) =>
  (await readFile(join(folder, 'data', 'postgres', 'password'), 'utf8')).trim();

const link = () => /http\S+\/welcome\?token=[\w-]{43}/.exec(printed.join('\n'))?.[0];

describe('npm start', () => {
  it('brings everything up, starts again what dies, and leaves nothing behind', async () => {
    const portal = run();
    await ready(portal);
    const first = await webFacts();
    const key = await readFile(join(root, 'data', 'secrets', 'master.key'), 'utf8');
    expect(Buffer.from(key, 'base64url')).toHaveLength(32);
    expect((await stat(join(root, 'data', 'secrets', 'master.key'))).mode & 0o777).toBe(0o600);
    expect(first.env).toMatchObject({
      MASTER_KEY_FILE: join(root, 'data', 'secrets', 'master.key'),
      HOT_DIR: join(root, 'data', 'hot'),
      PUBLIC_URL: `http://localhost:${port}`,
    });
    expect(first.env['MASTER_KEY']).toBeUndefined();
    expect(first.flags).toContain('--initial-old-space-size=256');
    expect(JSON.stringify(first)).not.toContain(key.trim());
    expect(printed.join('\n')).not.toContain(key.trim());
    expect(await readPortalRun(join(root, 'data'))).toMatchObject({ pid: process.pid });

    process.kill(first.pid, 'SIGKILL');
    await expect.poll(async () => (await webFacts()).pid, { timeout: 10_000 }).not.toBe(first.pid);

    const database = connect(first.env['DATABASE_URL'] ?? '', { max: 1 });
    expect(await database.db.select().from(oneTimeLinks)).toHaveLength(1);
    // Web server and workers are given no address by which the record could be changed.
    expect(await lookAtRole(database.db)).toEqual({ state: 'restricted' });
    expect(JSON.stringify(first)).not.toContain(await passwordOf(root));
    await database.close();
    stopping.abort();
    await portal;
    await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toThrow();
    expect(existsSync(join(root, 'data', 'postgres', 'cluster', 'postmaster.pid'))).toBe(false);
    expect(existsSync(join(root, 'data', 'postgres', 'owner.pid'))).toBe(false);
    expect(await readPortalRun(join(root, 'data'))).toBeNull();
  }, 120_000);

  it('prints a fresh link at each start until there is a user, and keeps its data', async () => {
    const links: (string | undefined)[] = [];
    let databaseUrl = '';
    for (let start = 0; start < 3; start += 1) {
      const portal = run();
      await ready(portal);
      links.push(link());
      databaseUrl = (await webFacts()).env['DATABASE_URL'] ?? '';
      if (start === 1) await insertUser(databaseUrl);
      // As a data folder of a version that knew one account alone.
      await rm(join(root, 'data', 'postgres', 'portal-password'));
      stopping.abort();
      await portal;
      stopping = new AbortController();
      printed = [];
    }
    expect(links[0]).toMatch(/welcome/);
    expect(links[1]).toMatch(/welcome/);
    expect(links[1]).not.toBe(links[0]);
    expect(links[2]).toBeUndefined();
  }, 120_000);

  it('makes no new master key for a database that has what the old one opens', async () => {
    const portal = run();
    await ready(portal);
    const database = connect((await webFacts()).env['DATABASE_URL'] ?? '', { max: 1 });
    await database.db.insert(serverKeys).values({
      kid: 'signing-1',
      purpose: 'signing',
      publicKey: { kty: 'OKP', crv: 'Ed25519', x: 'A'.repeat(43) },
      wrappedPrivateKey: randomBytes(64),
      createdAt: 0,
    });
    await database.close();
    stopping.abort();
    await portal;
    stopping = new AbortController();
    const keyFile = join(root, 'data', 'secrets', 'master.key');
    await rm(keyFile);
    await expect(run()).rejects.toThrow(`The master key is gone: there is no ${keyFile}`);
    expect(existsSync(keyFile)).toBe(false);
  });

  it('says which port is taken, before it starts anything', async () => {
    const other = createServer().listen(port, '127.0.0.1');
    await expect(run()).rejects.toThrow(`127.0.0.1:${port} is taken`);
    other.close();
    expect(existsSync(join(root, 'data'))).toBe(false);
  });

  it('stops the database again when the web server cannot start', async () => {
    await writeFile(join(root, 'web', 'main.ts'), 'process.exit(3)');
    await expect(run()).rejects.toThrow('ended before it was ready (exit code 3)');
    expect(existsSync(join(root, 'data', 'postgres', 'cluster', 'postmaster.pid'))).toBe(false);
  });

  it('never starts a database of its own beside DATABASE_URL, and hands on MASTER_KEY', async () => {
    const MASTER_KEY = randomBytes(32).toString('base64url');
    const portal = run({ DATABASE_URL: 'postgres://me:sesame@127.0.0.1:1/db', MASTER_KEY });
    await expect(portal).rejects.toThrow(
      'PostgreSQL at 127.0.0.1:1 does not answer (ECONNREFUSED)',
    );
    expect(existsSync(join(root, 'data', 'postgres'))).toBe(false);
    expect(existsSync(join(root, 'data', 'secrets'))).toBe(false);
  });
});

async function insertUser(databaseUrl: string): Promise<void> {
  const database = connect(databaseUrl, { max: 1 });
  await database.db.insert(users).values({
    id: newId(UserId),
    email: 'a@example.com',
    name: 'A',
    passwordHash: 'x',
    roles: ['admin'],
    createdAt: 0,
  });
  await database.close();
}
