import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { newId, RecordingId } from '@workcompanion/core/ids';
import { deviceStates } from '@workcompanion/db/schema/device-states';
import { journalEntries } from '@workcompanion/db/schema/journal-entries';
import { segments } from '@workcompanion/db/schema/segments';
import { spans } from '@workcompanion/db/schema/spans';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ServerContext } from '../context.ts';
import {
  killPortal,
  sendUpload,
  startPortalProcess,
  type Upload,
} from '../testing/portal-process.ts';
import { TestDevice } from '../testing/test-device.ts';
import { currentKey, makeSegment } from '../testing/test-segment.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

const MINUTE = 60_000_000;
const DAY = 1440 * MINUTE;

let server: TestServer;
let ctx: ServerContext;
beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context();
});
afterAll(() => server.close());

/** Segments small and large, signed in order. */
async function makeUploads(device: TestDevice, count: number): Promise<Upload[]> {
  // Yesterday's first hour is of one key, whatever hour it is now.
  const key = await currentKey(device.in({ ...ctx, now: () => ctx.now() - DAY }));
  const first = key.window.from;
  // Spans of a recording are cut each 23 h from its id's time.
  const recording = newId(RecordingId, first / 1000);
  const uploads: Upload[] = [];
  for (let sequence = 0; sequence < count; sequence += 1) {
    const plainBytes = 188 * (sequence % 4 === 3 ? 30_000 : 1_500);
    const start = first + sequence * MINUTE;
    const segment = makeSegment({ recording, key, sequence, start, plainBytes });
    uploads.push({ segment, statement: await device.state(segment.body) });
  }
  return uploads;
}

/** False when it has to be tried again. */
async function send(url: string, device: TestDevice, upload: Upload): Promise<boolean> {
  const answer = await sendUpload(url, device, upload);
  if (answer !== null && answer.status !== 200) expect(answer.error?.retryable).toBe(true);
  return answer?.status === 200;
}

/** Four at a time until all have a receipt; `url` may change in between. */
async function sendAll(url: () => string, device: TestDevice, uploads: Upload[]): Promise<void> {
  const waiting = [...uploads];
  const sender = async () => {
    for (let upload = waiting.shift(); upload; upload = waiting.shift()) {
      while (!(await send(url(), device, upload))) await delay(100);
    }
  };
  await Promise.all([sender(), sender(), sender(), sender()]);
}

test('a server killed again and again while it receives loses nothing and doubles nothing', async () => {
  const device = await TestDevice.enrolled(ctx);
  const uploads = await makeUploads(device, 60);
  let process = await startPortalProcess(server);
  let kills = 0;
  let done = false;
  const sending = sendAll(() => process.url, device, uploads).then(() => {
    done = true;
  });
  while (!done && kills < 3) {
    await delay(50 + 150 * Math.random());
    await killPortal(process);
    kills += 1;
    process = await startPortalProcess(server);
  }
  await sending;
  await killPortal(process);

  expect(kills).toBeGreaterThanOrEqual(2);
  const rows = await ctx.db.select().from(segments).where(eq(segments.deviceId, device.id));
  expect(new Set(rows.map((row) => row.id))).toEqual(
    new Set(uploads.map(({ segment }) => segment.id)),
  );
  const entries = await ctx.db
    .select()
    .from(journalEntries)
    .where(eq(journalEntries.deviceId, device.id));
  expect(entries).toHaveLength(uploads.length);
  const [row] = await ctx.db
    .select()
    .from(deviceStates)
    .where(eq(deviceStates.deviceId, device.id));
  expect(row).toMatchObject({ journalNext: uploads.length, journalEnd: uploads.length });
  const covered = await ctx.db.select().from(spans).where(eq(spans.deviceId, device.id));
  expect(covered).toMatchObject([{ firstSequence: 0, lastSequence: uploads.length - 1 }]);

  const files = (await server.files()).filter((name) => name.endsWith('.ts'));
  expect(files).toHaveLength(uploads.length);
  for (const { segment } of uploads) {
    const file = files.find((name) => name.includes(segment.id)) ?? '';
    expect(segment.ciphertext.equals(await readFile(join(server.hotDir, file)))).toBe(true);
  }
  expect((await server.files()).filter((name) => name.includes('/part-'))).toEqual([]);
}, 60_000);
