import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  appendFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { generateSigningKeyPair } from '@workcompanion/core/crypto/key-pair';
import { wrapKey } from '@workcompanion/core/crypto/wrap-key';
import { connect } from '@workcompanion/db/client';
import { startEmbeddedPostgres } from '@workcompanion/db/embedded/start-embedded-postgres';
import { serverKeys } from '@workcompanion/db/schema/server-keys';
import { settings } from '@workcompanion/db/schema/settings';
import { createTestDatabase, type TestDatabase } from '@workcompanion/db/testing/test-database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readBackupManifest } from './backup-manifest.ts';
import { assertBackupWhole } from './run-restore.ts';
import { assertRestored } from './unfinished-restore.ts';

const SCRIPTS = join(import.meta.dirname, '..');

let database: TestDatabase;
let masterKey: Buffer;
let folder: string;
let dataDir: string;
let backup: string;

beforeAll(async () => {
  database = await createTestDatabase();
  masterKey = randomBytes(32);
  const { publicKey, privateKey } = await generateSigningKeyPair();
  await database.db.insert(serverKeys).values({
    kid: 'test',
    purpose: 'signing',
    publicKey,
    createdAt: 0,
    wrappedPrivateKey: wrapKey(masterKey, Buffer.from(JSON.stringify(privateKey)), 'test'),
  });
  folder = await mkdtemp(join(tmpdir(), 'workcompanion-backup-'));
  dataDir = join(folder, 'data');
  backup = join(folder, 'backup');
  for (let number = 0; number < 300; number += 1) await writeStored('hot', `a/${number}.ts`);
  await writeStored('thumbnails', 'a/thumbnails.pack');
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

async function writeStored(store: string, key: string): Promise<void> {
  const path = join(dataDir, store, key);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, randomBytes(50_000));
}

interface Outcome {
  readonly code: number | null;
  readonly said: string;
}

function start(script: 'backup' | 'restore', env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [join(SCRIPTS, `${script}.ts`), backup], {
    env: { ...process.env, MASTER_KEY: masterKey.toString('hex'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function outcomeOf(child: ChildProcess): Promise<Outcome> {
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (text: Buffer) => {
      said += text.toString();
    });
  }
  const [code] = await once(child, 'close');
  return { code, said };
}

/** A backup of this test's installation, which goes on meanwhile. */
const startBackup = () => start('backup', { DATABASE_URL: database.url, DATA_DIR: dataDir });

/** Into a folder with a PostgreSQL of its own. */
const startRestore = (target: string, env: Record<string, string> = {}) =>
  start('restore', { DATABASE_URL: '', DATA_DIR: target, ...env });

/** As a power cut at this very moment. */
async function killWhen(child: ChildProcess, reached: () => Promise<boolean>): Promise<void> {
  // Not its `close`: a PostgreSQL that it leaves running holds its output open.
  const ended = once(child, 'exit');
  while (!(await reached()) && child.exitCode === null) await delay(5);
  child.kill('SIGKILL');
  await ended;
}

const names = (path: string): Promise<string[]> => readdir(path).catch(() => []);
const sizeOf = async (path: string) => (await stat(path).catch(() => null))?.size ?? 0;

/** That its own PostgreSQL, which a kill leaves running, stands as the backup has it. */
async function settingsIn(target: string): Promise<unknown[]> {
  const postgres = await startEmbeddedPostgres({ directory: join(target, 'postgres') });
  const { db, close } = connect(postgres.ownerUrl);
  const found = await db.select({ key: settings.key }).from(settings);
  await close();
  await postgres.stop();
  return found;
}

test('what lies in a bucket is left there, and that is said', async () => {
  const buckets = { HOT_KIND: 's3', OBJECTS_KIND: 'tos' };
  const own = { DATABASE_URL: database.url, DATA_DIR: dataDir, ...buckets };
  const { code, said } = await outcomeOf(start('backup', own));
  expect(said).toContain('Not copied, since a bucket has it: hot, thumbnails, evidence-packages');
  expect(code).toBe(0);
  expect(await readBackupManifest(backup)).toMatchObject({
    stores: [],
    localSegments: { absent: 0, damaged: 0 },
  });
  // Nor are files of a backup restored beside a bucket, where nobody would look for them.
  await outcomeOf(startBackup());
  const target = join(folder, 'beside-a-bucket');
  const restored = await outcomeOf(startRestore(target, buckets));
  expect([restored.code, restored.said]).toEqual([1, expect.stringContaining('HOT_KIND')]);
  await rm(backup, { recursive: true });
});

test('a killed run leaves the backup before it whole, and the next copies only what is new', async () => {
  const notes = join(backup, 'files-unfinished.ndjson');
  await killWhen(startBackup(), async () => (await sizeOf(notes)) > 2_000);
  expect(await readBackupManifest(backup)).toBeNull();
  expect(await outcomeOf(startBackup())).toMatchObject({
    code: 0,
    said: expect.stringContaining('The backup is complete: 301 files'),
  });
  const first = await readBackupManifest(backup);
  const kept = await stat(join(backup, 'files', 'hot', 'a', '7.ts'));

  await writeStored('hot', 'a/new.ts');
  await rm(join(dataDir, 'hot', 'a', '8.ts'));
  await appendFile(join(dataDir, 'thumbnails', 'a', 'thumbnails.pack'), 'more');
  const dumps = async () => (await names(backup)).filter((name) => name.startsWith('database-'));
  await killWhen(startBackup(), async () => (await dumps()).length > 1);
  expect(await readBackupManifest(backup)).toEqual(first);
  await killWhen(startBackup(), async () => (await sizeOf(notes)) > 0);
  // The one before it, or its own where the kill came after it was finished.
  const standing = await readBackupManifest(backup);
  if (standing !== null) await assertBackupWhole(backup, standing);
  expect(standing).not.toBeNull();

  expect(await outcomeOf(startBackup())).toMatchObject({ code: 0 });
  const second = await readBackupManifest(backup);
  expect(second?.files.count).toBe(301);
  expect(await dumps()).toEqual([second?.databaseFolder]);
  expect((await stat(join(backup, 'files', 'hot', 'a', '7.ts'))).ino).toBe(kept.ino);
  expect(await names(join(backup, 'files', 'hot', 'a'))).not.toContain('8.ts');
}, 90_000);

test('a restore that is killed can not be started, and goes on when it is run again', async () => {
  const target = join(folder, 'restored');
  for (const part of ['hot', 'postgres', 'postgres/cluster/postmaster.pid']) {
    const path = join(target, part);
    await killWhen(startRestore(target), async () => (await sizeOf(path)) > 0);
    expect(() => assertRestored(target)).toThrow(/not finished/);
  }
  expect(await outcomeOf(startRestore(target))).toMatchObject({ code: 0 });

  expect(() => assertRestored(target)).not.toThrow();
  expect(await settingsIn(target)).toContainEqual({ key: 'restoration' });
  for (const file of ['hot/a/new.ts', 'thumbnails/a/thumbnails.pack']) {
    expect(await readFile(join(target, file))).toEqual(await readFile(join(dataDir, file)));
  }
  expect(await outcomeOf(startRestore(target))).toMatchObject({
    code: 1,
    said: expect.stringContaining('is not empty'),
  });
}, 90_000);

test('nothing is restored with another key, from a damaged backup, or from an unfinished one', async () => {
  const target = join(folder, 'never');
  const otherKey = { MASTER_KEY: randomBytes(32).toString('hex') };
  expect(await outcomeOf(startRestore(target, otherKey))).toMatchObject({
    code: 1,
    said: expect.stringContaining('The master key is not the one of this backup'),
  });

  const manifest = await readBackupManifest(backup);
  const entries = join(backup, manifest?.databaseFolder ?? '', 'public.policies.copy.gz');
  const bytes = await readFile(entries);
  bytes[20] = (bytes[20] ?? 0) ^ 1;
  await writeFile(entries, bytes);
  expect(await outcomeOf(startRestore(target))).toMatchObject({
    code: 1,
    said: expect.stringContaining('public.policies.copy.gz is not what was saved'),
  });

  await rm(join(backup, 'backup.json'));
  expect(await outcomeOf(startRestore(target))).toMatchObject({
    code: 1,
    said: expect.stringContaining('holds no finished backup'),
  });
  expect(await readdir(target).catch(() => [])).toEqual([]);
}, 60_000);

test('a backup goes neither into its own source nor over what is no backup', async () => {
  const own = join(dataDir, 'backups');
  const elsewhere = join(folder, 'elsewhere');
  await mkdir(elsewhere);
  await writeFile(join(elsewhere, 'letter.txt'), 'mine');
  const into = (target: string) => {
    backup = target;
    return outcomeOf(startBackup());
  };
  expect((await into(own)).said).toContain('must not lie in one another');
  expect((await into(elsewhere)).said).toContain('no backup is in it');
  expect(await readdir(elsewhere)).toEqual(['letter.txt']);
});
