import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FolderStore } from '@workcompanion/core/storage/folder-store';
import { openTestTos, storeOptionsFor } from '@workcompanion/core/storage/testing/open-test-tos';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { workerProcesses } from '@workcompanion/db/schema/worker-processes';
import { desc } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SettingsInForce, StoreTested } from '../../contract/settings.ts';
import { readEnv } from '../../env.ts';
import type { UserContext } from '../auth/user-context.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { describeInstallation } from './installation.ts';
import { configuredSettings, readSettings } from './read-settings.ts';
import { runAlone, testStore } from './test-store.ts';

const ALL = ['write', 'verify', 'list', 'read', 'range', 'delete'];

let server: TestServer;
let admin: UserContext;
beforeAll(async () => {
  server = await startTestServer();
  admin = await makeUser(server.context(), ['admin']);
});
afterAll(() => server.close());

/** The environment of a portal whose every secret is a word that nothing else holds. */
const SECRETIVE = readEnv({
  DATABASE_URL: 'postgres://app:sesame-1@db.example:5432/wc?password=sesame-2',
  HOT_DIR: '/srv/hot',
  PUBLIC_URL: 'https://portal.example',
  ARCHIVE_KIND: 'tos',
  ARCHIVE_ENDPOINT: 'tos-cn-beijing.volces.com',
  ARCHIVE_REGION: 'cn-beijing',
  ARCHIVE_BUCKET: 'footage',
  ARCHIVE_ACCESS_KEY_ID: 'sesame-3',
  ARCHIVE_SECRET_ACCESS_KEY: 'sesame-4',
  ARCHIVE_SESSION_TOKEN: 'sesame-5',
  OBJECTS_KIND: 's3',
  OBJECTS_ENDPOINT: 'https://s3.example',
  OBJECTS_REGION: 'eu',
  OBJECTS_BUCKET: 'made',
  OBJECTS_ACCESS_KEY_ID: 'sesame-7',
  OBJECTS_SECRET_ACCESS_KEY: 'sesame-8',
  OBJECTS_SESSION_TOKEN: 'sesame-9',
  MASTER_KEY: 'sesame-6',
});

describe('the settings in force', () => {
  test('show every variable but no secret', () => {
    const settings = configuredSettings(SECRETIVE);
    expect(JSON.stringify(settings)).not.toContain('sesame');
    const named = (name: string) => settings.find((setting) => setting.name === name);
    expect(named('DATABASE_URL')?.value).toBe('postgres://app@db.example:5432/wc');
    expect(named('ARCHIVE_BUCKET')?.value).toBe('footage');
    expect(named('OBJECTS_KIND')?.value).toBe('s3');
    expect(named('OBJECTS_BUCKET')?.value).toBe('made');
    expect(named('OBJECTS_SECRET_ACCESS_KEY')).toMatchObject({ value: '', isSecret: true });
    expect(named('ARCHIVE_SECRET_ACCESS_KEY')).toMatchObject({ value: '', isSecret: true });
    expect(named('MASTER_KEY_FILE')).toMatchObject({ value: null, isSecret: false });
  });

  test('come with versions, migrations, stores and workers', async () => {
    const seenAt = admin.now();
    const worker = { startedAt: seenAt - 1, jobs: [{ name: 'archive', runs: 3, failures: 1 }] };
    await admin.db.insert(workerProcesses).values([
      { ...worker, name: 'desk:1', seenAt, nodeVersion: 'v24.21.0' },
      { ...worker, name: 'desk:2', seenAt: seenAt - 61_000_000, nodeVersion: 'v24.21.0' },
    ]);
    const installation = await describeInstallation(SECRETIVE, admin.installation.archiveStore);
    const settings = SettingsInForce.parse(await readSettings({ ...admin, installation }));
    expect(settings).toMatchObject({
      versions: { portal: expect.stringMatching(/^\d+\.\d+/), node: process.version },
      stores: [
        { store: 'hot', kind: 'folder', place: server.hotDir },
        { store: 'archive', kind: 'folder', place: server.archiveDir },
        { store: 'objects', kind: 's3', place: 'made @ https://s3.example' },
      ],
      workers: [
        { name: 'desk:1', isAlive: true, jobs: [{ name: 'archive', failures: 1 }] },
        { name: 'desk:2', isAlive: false },
      ],
      bothDuties: [],
    });
    expect(settings.versions.postgres).toMatch(/^1\d/);
    expect(settings.migrations.applied).toBe(settings.migrations.known);
    expect(settings.migrations.latest).toMatch(/^\d{4}_/);
    expect(JSON.stringify(settings)).not.toContain('sesame');
  });

  test('name who holds both duties', async () => {
    await makeUser(admin, ['admin', 'compliance']);
    expect((await readSettings(admin)).bothDuties).toEqual(['Ada']);
  });
});

describe('the self-test of a store', () => {
  test.each(['hot', 'archive'] as const)('takes every step in the real %s', async (store) => {
    const { steps } = StoreTested.parse(await testStore(admin, { store }));
    expect(steps.map(({ step, ok }) => [step, ok])).toEqual(ALL.map((step) => [step, true]));
    const [entry] = await admin.db.select().from(auditEntries).orderBy(desc(auditEntries.seq));
    expect(entry).toMatchObject({
      userId: admin.user.id,
      action: 'store.tested',
      entityType: 'store',
      entityId: store,
      details: { failed: [] },
    });
    expect(await server.files()).toEqual([]);
  });

  test('says by name what a remote store refuses, and shows no key', async () => {
    const { server: tos, dispose } = await openTestTos();
    const credentials = { accessKeyId: tos.credentials.accessKeyId, secretAccessKey: 'sesame' };
    const archiveStore = {
      kind: 'tos',
      options: { ...storeOptionsFor(tos), credentials },
    } as const;
    const installation = { ...admin.installation, archiveStore };
    const { steps } = await testStore({ ...admin, installation }, { store: 'archive' });
    expect(steps[0]).toMatchObject({
      step: 'write',
      ok: false,
      error: { code: 'storage-refused', message: 'TOS answered 403 SignatureDoesNotMatch' },
    });
    expect(JSON.stringify(steps)).not.toContain('sesame');
    await dispose();
  });

  test('takes every step in the bucket of packages and thumbnails, if there is one', async () => {
    const { server: tos, dispose } = await openTestTos();
    const objectBucket = { kind: 'tos', options: storeOptionsFor(tos) } as const;
    const installation = { ...admin.installation, objectBucket };
    const { steps } = await testStore({ ...admin, installation }, { store: 'objects' });
    expect(steps.map(({ step, ok }) => [step, ok])).toEqual(ALL.map((step) => [step, true]));
    expect(tos.objects.size).toBe(0);
    await dispose();
    await expect(testStore(admin, { store: 'objects' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('says what a folder that can’t be written answers', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'settings-'));
    // A file where the folder should be: a mount point that is not one.
    await new FolderStore(folder).put('x', (async function* () {})(), { size: 0, crc64: '0' });
    const archiveStore = { kind: 'folder', root: join(folder, 'x') } as const;
    const installation = { ...admin.installation, archiveStore };
    const { steps } = await testStore({ ...admin, installation }, { store: 'archive' });
    expect(steps[0]).toMatchObject({ step: 'write', ok: false, error: { code: 'internal' } });
    await rm(folder, { recursive: true });
  });

  test('is not there for an archive that is not', async () => {
    const installation = { ...admin.installation, archiveStore: null };
    const answer = testStore({ ...admin, installation }, { store: 'archive' });
    await expect(answer).rejects.toMatchObject({ code: 'not-found' });
  });

  test('runs once at a time for each store', async () => {
    const begun = Promise.withResolvers<void>();
    const held = Promise.withResolvers<string>();
    const first = runAlone(admin, 'archive', () => {
      begun.resolve();
      return held.promise;
    });
    await begun.promise;
    // Another node has nothing in common with this one but the database.
    await expect(runAlone(server.context(), 'archive', async () => 'second')).rejects.toMatchObject(
      {
        code: 'too-many-requests',
      },
    );
    expect(await runAlone(admin, 'hot', async () => 'other')).toBe('other');
    held.resolve('done');
    expect(await first).toBe('done');
    expect(await runAlone(admin, 'archive', async () => 'again')).toBe('again');
  });
});
