import { once } from 'node:events';
import { newId, RecordingId } from '@workcompanion/core/ids';
import { segments } from '@workcompanion/db/schema/segments';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ReadinessAnswer } from '../../contract/health.ts';
import {
  killPortal,
  openUpload,
  type PortalProcess,
  startPortalProcess,
  type Upload,
} from '../testing/portal-process.ts';
import { TestDevice } from '../testing/test-device.ts';
import { currentKey, makeSegment } from '../testing/test-segment.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

/** Under way when the portal is asked to stop, and begun while it drains. */
const UNDER_WAY = 50;
const BEGUN_LATER = 10;
const DRAIN_SECONDS = 5;

let server: TestServer;
let portal: PortalProcess;
beforeAll(async () => {
  server = await startTestServer();
  portal = await startPortalProcess(server, { DRAIN_SECONDS: String(DRAIN_SECONDS) });
}, 180_000);
afterAll(async () => {
  if (portal.child.exitCode === null) await killPortal(portal);
  await server.close();
});

interface Sender {
  readonly device: TestDevice;
  readonly upload: Upload;
}

/** As many computers with a segment each. */
async function makeSenders(count: number): Promise<Sender[]> {
  const senders: Sender[] = [];
  for (let made = 0; made < count; made += 1) {
    const device = await TestDevice.enrolled(server.context());
    const key = await currentKey(device.in(server.context()));
    const segment = makeSegment({ recording: newId(RecordingId), key, plainBytes: 188 * 200 });
    senders.push({ device, upload: { segment, statement: await device.state(segment.body) } });
  }
  return senders;
}

/** The head and half of the body. */
async function begin({ device, upload }: Sender) {
  const open = await openUpload(portal.url, device, upload);
  const half = upload.segment.ciphertext.length / 2;
  await open.send(upload.segment.ciphertext.subarray(0, half));
  return {
    async finish() {
      await open.send(upload.segment.ciphertext.subarray(half));
      return (await open.answer).status;
    },
  };
}

async function readiness() {
  const answer = await fetch(`${portal.url}/api/health/ready`);
  const { parts } = ReadinessAnswer.parse(await answer.json());
  return {
    status: answer.status,
    node: parts['node']?.state,
    connection: answer.headers.get('connection'),
  };
}

test('a portal that is asked to stop refuses nobody, and ends when what was under way has ended', async () => {
  const senders = await makeSenders(UNDER_WAY + BEGUN_LATER);
  expect(await readiness()).toMatchObject({ status: 200, node: 'ok' });
  const running = await Promise.all(senders.slice(0, UNDER_WAY).map(begin));
  const ended = once(portal.child, 'exit');
  portal.child.kill('SIGTERM');
  await expect
    .poll(readiness, { timeout: 2_000, interval: 20 })
    .toEqual({ status: 503, node: 'draining', connection: 'close' });
  const later = await Promise.all(senders.slice(UNDER_WAY).map(begin));
  const statuses = await Promise.all([...running, ...later].map(({ finish }) => finish()));
  expect(statuses).toEqual(Array(UNDER_WAY + BEGUN_LATER).fill(200));
  expect(await ended).toEqual([0, null]);
  expect(await server.context().db.$count(segments)).toBe(UNDER_WAY + BEGUN_LATER);
}, 120_000);
