import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type DatabaseConnection } from '@workcompanion/db/client';
import { freePort } from '@workcompanion/db/embedded/free-port';
import { segments } from '@workcompanion/db/schema/segments';
import { asc } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { UploadSeries } from '../../../bench/lib/upload-series.ts';
import { makeEnrolmentToken } from '../../../scripts/processes/make-enrolment-token.ts';
import { SimulatedDevice } from '../../../scripts/simulated-device/simulated-device.ts';
import { SimulatedRecording } from '../../../scripts/simulated-device/simulated-recording.ts';
import type { ServerContext } from '../context.ts';
import { serveEndpoint } from '../native/serve-endpoint.ts';
import { ROUTER } from '../router.ts';
import { shareContext } from '../shared-context.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

const DAY_MS = 86_400_000;
const PLAIN = Buffer.alloc(188 * 4, 0x47);
const HOST = { userName: 'lin.wei', hostname: 'desk-7', timeZone: 'UTC' };

let server: TestServer;
let portal: Server;
let url: string;
let token: string;
let ctx: ServerContext;
let database: DatabaseConnection;
/** All that the portal has asked its database. */
const statements: string[] = [];
beforeAll(async () => {
  server = await startTestServer();
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  const base = server.context({ publicUrl: url });
  database = connect(server.databaseUrl);
  const logQuery = (text: string) => statements.push(text);
  ctx = { ...base, db: drizzle({ client: database.pool, logger: { logQuery } }) };
  shareContext(Promise.resolve(ctx));
  portal = createServer((request, response) => {
    const match = ROUTER.match(request.method ?? 'GET', request.url ?? '/');
    if (match) serveEndpoint(match, request, response).catch(() => response.destroy());
    else response.writeHead(404).end();
  }).listen(port, '127.0.0.1');
  await once(portal, 'listening');
  token = await makeEnrolmentToken(ctx.db, { label: 'simulated', maxUses: 3 });
});
afterAll(async () => {
  portal.closeAllConnections();
  portal.close();
  await database.close();
  await server.close();
});

const stored = () => server.owner.select().from(segments).orderBy(asc(segments.journalIndex));

test('records days of the past and of today, and goes on in another process', async () => {
  const first = await SimulatedDevice.enrol(url, token, HOST);
  await recordSegment(first, Date.now() - 3 * DAY_MS);
  const device = new SimulatedDevice(url, first.save());
  await recordSegment(device, Date.now() - 60_000);
  await device.gap('signed-out', Date.now() - 2 * DAY_MS, Date.now() - DAY_MS);
  await device.beat('outside-schedule', []);
  // Before the segment of the older day stands its key, which the device made itself.
  expect((await stored()).map(({ journalIndex }) => journalIndex)).toEqual([2, 5]);
});

test('prepares uploads that share a ciphertext, to be sent later in their order', async () => {
  const series = await UploadSeries.enrol(url, token, { segmentSeconds: 10 });
  const body = await series.encrypt(PLAIN);
  const uploads = [await series.next(body), await series.next(body)];
  for (const { path, headers } of uploads) {
    await series.device.send(path, { method: 'PUT', headers, body: body.ciphertext });
  }
  const [one, two] = (await stored()).filter(({ deviceId }) => deviceId === series.device.id);
  expect(two?.startsAt).toBe((one?.startsAt ?? 0) + 10_000_000);
  expect(two?.sha256).toEqual(one?.sha256);
});

test('an upload of a minute later asks the database twice: who sends it, and to take it', async () => {
  const startMs = Date.now() - 60_000;
  const series = await UploadSeries.enrol(url, token, { startMs, segmentSeconds: 10 });
  const body = await series.encrypt(PLAIN);
  for (const asked of [null, 2]) {
    const { path, headers } = await series.next(body);
    // A minute later no key is remembered.
    ctx.dataKeys.clear();
    statements.length = 0;
    await series.device.send(path, { method: 'PUT', headers, body: body.ciphertext });
    const ofUpload = statements.filter((text) => !text.includes('storage_samples'));
    if (asked !== null) expect(ofUpload).toHaveLength(asked);
  }
});

async function recordSegment(device: SimulatedDevice, startMs: number): Promise<void> {
  const recording = await SimulatedRecording.begin(device, {
    display: 'MONITOR-1',
    startMs,
    geometry: { x: 0, y: 0, width: 960, height: 540 },
    framesPerSecond: 1,
  });
  await recording.upload({
    sequence: 0,
    startMs,
    seconds: 10,
    frames: 10,
    plain: PLAIN,
  });
  await recording.end({
    endMs: startMs + 10_000,
    segments: 1,
    reason: 'stopped',
  });
}
