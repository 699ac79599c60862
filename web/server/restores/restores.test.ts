import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { TosStore } from '@workcompanion/core/storage/remote/tos-store';
import { patientOptionsFor } from '@workcompanion/core/storage/testing/open-test-tos';
import {
  startTosServer,
  type TosServer,
} from '@workcompanion/core/storage/testing/tos-server/start-tos-server';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { restores } from '@workcompanion/db/schema/restores';
import { desc, inArray } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { RequestRestore } from '../../contract/restores.ts';
import type { UserContext } from '../auth/user-context.ts';
import type { ServerContext } from '../context.ts';
import { openColdFootage } from '../playback/cold/open-cold-footage.ts';
import { openSegment } from '../playback/open-segment.ts';
import { makeCold } from '../testing/make-cold.ts';
import { type StoredRecording, storeRecording } from '../testing/store-recording.ts';
import { TestDevice } from '../testing/test-device.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { readRestores } from './read-restores.ts';
import { requestRestore } from './request-restore.ts';

const MINUTE = 60_000_000;
const HOUR = 60 * MINUTE;
const RESTORE_MS = 2_500;

let server: TestServer;
let base: ServerContext;
let now: number;
/** When the recording began: twelve segments of a minute. */
let begun: number;
beforeAll(async () => {
  server = await startTestServer();
  base = server.context({ now: () => now });
});
afterAll(() => server.close());

let tos: TosServer;
let archive: TosStore;
let viewer: UserContext;
let stored: StoredRecording;
let dispose: () => Promise<void>;
beforeEach(async () => {
  now = Date.now() * 1000;
  begun = now - HOUR;
  tos = await startTosServer({ port: 0, restoreMs: RESTORE_MS });
  const options = { ...patientOptionsFor(tos), storageClass: 'COLD_ARCHIVE' } as const;
  archive = new TosStore(options);
  const cacheDir = await mkdtemp(join(tmpdir(), 'workcompanion-cold-'));
  const cold = await openColdFootage({
    store: { kind: 'tos', options },
    cacheDir,
    cacheBytes: 1024 ** 3,
    log: base.log,
  });
  viewer = { ...(await makeUser(base, ['compliance'])), cold };
  const device = await TestDevice.enrolled(base);
  stored = await storeRecording(base, { start: begun, count: 12, device });
  await makeCold(base, archive, { device });
  dispose = async () => {
    await cold.close();
    await archive.close();
    await tos.close();
    await rm(cacheDir, { recursive: true });
  };
});
afterEach(() => dispose());

/** The stretch of the segment in the middle. */
const stretch = () => ({
  device: stored.device.id,
  display: 'HDMI-1',
  from: begun + 5 * MINUTE,
  to: begun + 6 * MINUTE,
});
const request = () => requestRestore(viewer, RequestRestore.parse(stretch()));
const rows = () =>
  base.db
    .select()
    .from(restores)
    .where(
      inArray(
        restores.segmentId,
        stored.segments.map(({ id }) => id),
      ),
    );
const asked = () => tos.stats.requests['restore'] ?? 0;

async function play(index: number): Promise<Buffer> {
  const segment = stored.segments[index];
  if (segment === undefined) throw new Error('no such segment');
  const { signal } = new AbortController();
  const wish = { id: segment.id, range: null, ifRange: null, headOnly: false, signal };
  const { content } = await openSegment(viewer, wish);
  const pieces: Uint8Array[] = [];
  for await (const piece of content?.chunks() ?? []) pieces.push(piece);
  return Buffer.concat(pieces);
}

test('what is frozen can not be played, nobody has asked for it, and nothing was asked', async () => {
  await expect(play(5)).rejects.toMatchObject({ code: 'restore-needed' });
  expect(await readRestores(viewer, stretch())).toEqual({
    restoring: 0,
    ready: 0,
    failed: 0,
    expectedAt: null,
    ifRequestedNow: now + 5 * HOUR,
  });
  expect(asked()).toBe(0);
});

test('a stretch is asked for with its neighbours, written down, and plays when it is there', async () => {
  const status = await request();
  expect(status).toMatchObject({ restoring: 5, ready: 0, failed: 0, expectedAt: now + 5 * HOUR });
  expect(asked()).toBe(5);
  expect(await rows()).toHaveLength(5);
  expect((await rows())[0]).toMatchObject({
    requestedBy: viewer.user.id,
    requestedAt: now,
    tier: 'standard',
    readyAt: null,
  });
  const [entry] = await base.db
    .select()
    .from(auditEntries)
    .orderBy(desc(auditEntries.seq))
    .limit(1);
  expect(entry).toMatchObject({
    action: 'footage.restore-requested',
    entityType: 'device',
    entityId: stored.device.id,
    userId: viewer.user.id,
    details: { segments: 5, tier: 'standard' },
  });
  await expect(play(5)).rejects.toMatchObject({ code: 'restore-needed' });

  await delay(RESTORE_MS + 50);
  now += 10_000_000;
  expect(await readRestores(viewer, { ...stretch(), from: begun, to: now })).toMatchObject({
    restoring: 0,
    ready: 5,
    failed: 0,
    expectedAt: null,
  });
  expect((await play(5)).equals(stored.segments[5]?.plain ?? Buffer.alloc(0))).toBe(true);
  expect((await rows())[0]?.readableUntil).toBeGreaterThan(now + 2 * 24 * HOUR);
  await expect(play(0)).rejects.toMatchObject({ code: 'restore-needed' });
});

test('asking twice asks the archive once, and is one entry in the audit log', async () => {
  const entries = async () => (await base.db.select().from(auditEntries)).length;
  await request();
  const before = await entries();
  expect(await request()).toMatchObject({ restoring: 5 });
  expect(asked()).toBe(5);
  expect(await entries()).toBe(before);
  expect(await rows()).toHaveLength(5);
});

test('all displays of a device are asked for at once', async () => {
  const device = await TestDevice.enrolled(base);
  for (const display of ['HDMI-1', 'DP-2']) {
    await storeRecording(base, { start: begun, count: 12, device, display });
  }
  await makeCold(base, archive, { device });
  const both = RequestRestore.parse({ ...stretch(), device: device.id, display: null });
  expect(await requestRestore(viewer, both)).toMatchObject({ restoring: 10 });
  expect(asked()).toBe(10);
  for (const display of ['HDMI-1', 'DP-2']) {
    expect(await readRestores(viewer, { ...both, display })).toMatchObject({ restoring: 1 });
  }
});

test('looking often asks the archive rarely', async () => {
  await request();
  const heads = () => tos.stats.requests['head'] ?? 0;
  const before = heads();
  for (let look = 0; look < 5; look += 1) await readRestores(viewer, stretch());
  expect(heads()).toBe(before);
  now += 6_000_000;
  await readRestores(viewer, stretch());
  expect(heads()).toBeGreaterThan(before);
});

test('what the archive was not told before a crash, the next look tells it', async () => {
  const id = stored.segments[5]?.id;
  if (id === undefined) throw new Error('no such segment');
  const times = { requestedAt: now, expectedAt: now + HOUR };
  await base.db
    .insert(restores)
    .values({ segmentId: id, requestedBy: viewer.user.id, tier: 'bulk', ...times });
  expect(await readRestores(viewer, stretch())).toMatchObject({ restoring: 1 });
  expect(asked()).toBe(1);
});

test('an archive that does not answer is asked again', async () => {
  tos.addFault({ operation: 'head', fault: { kind: 'bad-gateway' } });
  expect(await request()).toMatchObject({ restoring: 5 });
  expect((await rows())[0]).toMatchObject({ lastError: 'unavailable', failedAt: null });
  expect(asked()).toBe(0);
  tos.clearFaults();
  now += 6_000_000;
  await readRestores(viewer, { ...stretch(), from: begun, to: now });
  expect(asked()).toBe(5);
});

test('a blob that the archive has lost fails, and may be asked for again', async () => {
  for await (const { key } of archive.list('')) await archive.delete(key);
  expect(await request()).toMatchObject({ restoring: 0, failed: 5 });
  expect((await rows())[0]).toMatchObject({ lastError: 'blob-missing' });
  await request();
  expect(await rows()).toHaveLength(10);
});

test('what was readable for its time is asked for anew', async () => {
  await request();
  await delay(RESTORE_MS + 50);
  now += 6_000_000;
  expect(await readRestores(viewer, stretch())).toMatchObject({ ready: 1 });
  now += 4 * 24 * HOUR;
  expect(await readRestores(viewer, stretch())).toMatchObject({ ready: 0, restoring: 0 });
  await request();
  expect(await rows()).toHaveLength(6);
});

test.each([
  ['longer than two hours', { to: 3 * HOUR }, 'range-too-long'],
  ['that ends before it begins', { to: -1 }, 'invalid-input'],
])('a stretch %s is refused', async (_, { to }, code) => {
  const { from } = stretch();
  const wish = RequestRestore.parse({ ...stretch(), to: from + to });
  await expect(requestRestore(viewer, wish)).rejects.toMatchObject({ code });
});

test('who may not watch may not ask', async () => {
  const admin = { ...(await makeUser(base, ['admin'])), cold: viewer.cold };
  await expect(requestRestore(admin, RequestRestore.parse(stretch()))).rejects.toMatchObject({
    code: 'forbidden',
  });
});
