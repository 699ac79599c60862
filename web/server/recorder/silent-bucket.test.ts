import { newId, RecordingId } from '@workcompanion/core/ids';
import { BlobMarker } from '@workcompanion/core/storage/store-marker';
import { openTestTos } from '@workcompanion/core/storage/testing/open-test-tos';
import type { TosServer } from '@workcompanion/core/storage/testing/tos-server/start-tos-server';
import { readInstallationId } from '@workcompanion/db/stores/installation-id';
import { readPressures } from '@workcompanion/db/stores/store-pressure';
import { adoptStore } from '@workcompanion/db/stores/take-into-use';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readArchiveStatus } from '../archive/read-archive-status.ts';
import type { ServerContext } from '../context.ts';
import {
  killPortal,
  openUpload,
  type PortalProcess,
  startPortalProcess,
} from '../testing/portal-process.ts';
import { TestDevice } from '../testing/test-device.ts';
import { currentKey, makeSegment } from '../testing/test-segment.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';

const ORIGIN = 'http://localhost:3000';

let server: TestServer;
let ctx: ServerContext;
let tos: Awaited<ReturnType<typeof openTestTos>>;
let portals: readonly PortalProcess[];
beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context({ publicUrl: ORIGIN });
  tos = await openTestTos();
  const installation = await readInstallationId(ctx.db);
  await adoptStore(ctx.db, new BlobMarker(tos.store, { name: 'hot', installation }), ctx.now());
  portals = await Promise.all(
    ['a', 'b'].map((name) =>
      startPortalProcess(server, {
        ...settingsOf(tos.server),
        HOT_DIR: `${server.coldCacheDir}/hot-${name}`,
      }),
    ),
  );
}, 60_000);
afterAll(async () => {
  await Promise.all(portals.map(killPortal));
  await tos.dispose();
  await server.close();
});

function settingsOf({ endpoint, bucket, credentials }: TosServer): Record<string, string> {
  return {
    HOT_KIND: 'tos',
    HOT_ENDPOINT: endpoint,
    HOT_TLS: 'false',
    HOT_BUCKET: bucket,
    HOT_REGION: credentials.region,
    HOT_ACCESS_KEY_ID: credentials.accessKeyId,
    HOT_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  };
}

/** How a portal answers one upload of one more segment. */
async function sender() {
  const device = await TestDevice.enrolled(ctx);
  const wish = { recording: newId(RecordingId), key: await currentKey(device.in(ctx)) };
  let sequence = 0;
  return async ({ url }: PortalProcess) => {
    const segment = makeSegment({ ...wish, sequence: sequence++, plainBytes: 188 * 100 });
    const statement = await device.state(segment.body);
    const upload = await openUpload(url, device, { segment, statement });
    await upload.send(segment.ciphertext).catch(() => undefined);
    const { status, error } = await upload.answer;
    return [status, error?.code, error?.retryable];
  };
}

test('a bucket that takes nothing is the store’s trouble at each portal, and none of the portals’', async () => {
  const [a, b] = portals;
  if (a === undefined || b === undefined) throw new Error('no portals');
  const send = await sender();
  const admin = await makeUser(ctx, ['admin']);
  expect(await send(a)).toEqual([200, undefined, undefined]);
  const full = { kind: 'status', status: 507, code: 'InsufficientStorage', early: true } as const;
  tos.server.addFault({ operation: 'put', fault: full });
  // Each fails at the store, until A no longer asks it.
  await expect
    .poll(
      async () => (await readArchiveStatus(admin)).alarms.includes('uploads-refused') || send(a),
      {
        timeout: 30_000,
        interval: 300,
      },
    )
    .toBe(true);
  const asked = tos.server.stats.requests['put'];
  expect(await send(a)).toEqual([507, 'storage-full', true]);
  expect(tos.server.stats.requests['put']).toBe(asked);
  expect((await fetch(`${a.url}/api/health/ready`)).status).toBe(200);
  const told = await readPressures(ctx.db, ctx.now());
  expect(told.map(({ store, level, cause }) => [store, level, cause])).toContainEqual([
    'hot',
    'refuse',
    'storage-full',
  ]);
  tos.server.clearFaults();
  // B has asked nobody in vain.
  expect(await send(b)).toEqual([200, undefined, undefined]);
  await expect.poll(async () => (await send(a))[0], { timeout: 30_000, interval: 500 }).toBe(200);
  const alarms = async () => {
    await send(a);
    return (await readArchiveStatus(admin)).alarms;
  };
  await expect.poll(alarms, { timeout: 10_000, interval: 300 }).not.toContain('uploads-refused');
}, 90_000);
