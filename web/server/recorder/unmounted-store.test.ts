import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { isAppError } from '@workcompanion/core/errors';
import { newId, RecordingId } from '@workcompanion/core/ids';
import { openMarkers } from '@workcompanion/db/stores/open-markers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readArchiveStatus } from '../archive/read-archive-status.ts';
import type { ServerContext } from '../context.ts';
import { TestDevice } from '../testing/test-device.ts';
import { currentKey, makeSegment, uploadOf } from '../testing/test-segment.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { receiveSegment } from './receive-segment.ts';

let server: TestServer;
let ctx: ServerContext;
beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context();
});
afterAll(() => server.close());

const LOOK_LASTS_MS = 1_100;

test('an upload waits while the hot folder is not mounted, and is taken once it is back', async () => {
  const device = await TestDevice.enrolled(ctx);
  const own = device.in(ctx);
  const key = await currentKey(own);
  const segment = makeSegment({ recording: newId(RecordingId), key, plainBytes: 188 * 100 });
  const statement = await device.state(segment.body);
  const send = () => receiveSegment(own, uploadOf(segment, statement));
  const admin = await makeUser(ctx, ['admin']);
  const alarms = async () => (await readArchiveStatus(admin)).alarms;
  expect(await alarms()).not.toContain('hot-store-missing');

  const disk = `${server.hotDir}-disk`;
  await rename(server.hotDir, disk);
  await delay(LOOK_LASTS_MS);
  await expect(send()).rejects.toMatchObject({ code: 'unavailable', retryable: true });
  expect(existsSync(server.hotDir)).toBe(false);
  expect(await alarms()).toContain('hot-store-missing');

  await mkdir(server.hotDir);
  await delay(LOOK_LASTS_MS);
  const refusal = await send().catch((error: unknown) => error);
  expect(isAppError(refusal, 'unavailable') && refusal.message).toContain('is its disk mounted?');
  expect(await ctx.hot.head('a/b.ts').catch((error: unknown) => error)).toMatchObject({
    code: 'unavailable',
  });

  await rm(server.hotDir, { recursive: true });
  await rename(disk, server.hotDir);
  await delay(LOOK_LASTS_MS);
  expect(await send()).toHaveProperty('receipt');
  expect(await alarms()).not.toContain('hot-store-missing');
});

test('a store of another installation is told apart', async () => {
  const places = {
    hotDir: server.hotDir,
    thumbnailsDir: 'none',
    journalDir: 'none',
    evidencePackagesDir: 'none',
    archive: null,
  };
  const other = openMarkers(places, { installation: 'another' });
  expect(await other.hot.look()).toBe('foreign');
});
