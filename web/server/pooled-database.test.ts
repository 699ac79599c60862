import { newId, RecordingId } from '@workcompanion/core/ids';
import { segments } from '@workcompanion/db/schema/segments';
import {
  canStartPgBouncer,
  startPgBouncer,
  type TestPgBouncer,
} from '@workcompanion/db/testing/start-pgbouncer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  killPortal,
  type PortalProcess,
  sendUpload,
  startPortalProcess,
} from './testing/portal-process.ts';
import { TestDevice } from './testing/test-device.ts';
import { currentKey, makeSegment } from './testing/test-segment.ts';
import { startTestServer, type TestServer } from './testing/test-server.ts';

const DEVICES = 12;
const TOKEN = 'a-token-of-enough-letters';

describe.skipIf(!canStartPgBouncer())('a portal whose database is behind PgBouncer', () => {
  let server: TestServer;
  let pooler: TestPgBouncer;
  let portal: PortalProcess;
  beforeAll(async () => {
    server = await startTestServer();
    pooler = await startPgBouncer([server.databaseUrl], { poolSize: 3 });
    portal = await startPortalProcess(server, {
      DATABASE_URL: pooler.through(server.databaseUrl),
      DATABASE_LISTEN_URL: server.databaseUrl,
      METRICS_TOKEN: TOKEN,
    });
  }, 180_000);
  afterAll(async () => {
    await killPortal(portal);
    await pooler.stop();
    await server.close();
  });

  async function uploadOne(): Promise<number | undefined> {
    const device = await TestDevice.enrolled(server.context());
    const key = await currentKey(device.in(server.context()));
    const segment = makeSegment({ recording: newId(RecordingId), key });
    const upload = { segment, statement: await device.state(segment.body) };
    return (await sendUpload(portal.url, device, upload))?.status;
  }

  test('is ready, takes uploads of many at once over three connections, and tells of its own', async () => {
    expect((await fetch(`${portal.url}/api/health/ready`)).status).toBe(200);
    const statuses = await Promise.all(Array.from({ length: DEVICES }, uploadOne));
    expect(statuses).toEqual(Array(DEVICES).fill(200));
    expect(await server.context().db.$count(segments)).toBe(DEVICES);
    const headers = { authorization: `Bearer ${TOKEN}` };
    const metrics = await (await fetch(`${portal.url}/api/metrics`, { headers })).text();
    expect(metrics).toMatch(/^workcompanion_database_connections\{state="most"\} 20$/m);
    expect(metrics).toMatch(/^workcompanion_database_connections\{state="open"\} [1-9]/m);
  });
});
