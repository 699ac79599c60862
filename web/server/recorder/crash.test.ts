import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { newId, RecordingId } from '@workcompanion/core/ids';
import { devices } from '@workcompanion/db/schema/devices';
import { journalEntries } from '@workcompanion/db/schema/journal-entries';
import { segments } from '@workcompanion/db/schema/segments';
import { spans } from '@workcompanion/db/schema/spans';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ServerContext } from '../context.ts';
import { TestDevice } from '../testing/test-device.ts';
import { currentKey, makeSegment, type TestSegment } from '../testing/test-segment.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

const ENTRY = join(import.meta.dirname, '..', 'testing', 'byte-server.ts');
const MINUTE = 60_000_000;
const DAY = 1440 * MINUTE;
const ORIGIN = 'http://localhost:3000';

let server: TestServer;
let ctx: ServerContext;
beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context();
});
afterAll(() => server.close());

interface Process {
  readonly child: ChildProcess;
  readonly url: string;
}

/** The real server in a process of its own, on the database and the folder of this test. */
async function startProcess(): Promise<Process> {
  const child = fork(ENTRY, {
    env: {
      NODE_ENV: 'test',
      DATABASE_URL: server.databaseUrl,
      HOT_DIR: server.hotDir,
      MASTER_KEY: server.masterKey.toString('hex'),
      PUBLIC_URL: ORIGIN,
      PORT: '0',
      HOT_MINIMUM_FREE_BYTES: '0',
      LOG_LEVEL: 'silent',
    },
    execArgv: [],
  });
  const [url] = await once(child, 'message');
  return { child, url: String(url) };
}

async function kill({ child }: Process): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

interface Upload {
  readonly segment: TestSegment;
  readonly statement: string;
}

/** Segments small and large, signed in order. */
async function makeUploads(device: TestDevice, count: number): Promise<Upload[]> {
  // Yesterday's first hour is of one key, whatever hour it is now.
  const key = await currentKey(device.in({ ...ctx, now: () => ctx.now() - DAY }));
  const first = key.window.from;
  const recording = newId(RecordingId);
  const uploads: Upload[] = [];
  for (let sequence = 0; sequence < count; sequence += 1) {
    const plainBytes = 188 * (sequence % 4 === 3 ? 30_000 : 1_500);
    const start = first + sequence * MINUTE;
    const segment = makeSegment({ recording, key, sequence, start, plainBytes });
    uploads.push({ segment, statement: await device.state(segment.body) });
  }
  return uploads;
}

/** As the uploader does: where does it go on from, then the rest. False when it has to be tried again. */
async function send(url: string, device: TestDevice, upload: Upload): Promise<boolean> {
  const { segment, statement } = upload;
  const path = `${url}/api/recorder/segments/${segment.id}`;
  const authorization = `Bearer ${await device.token({ audience: ORIGIN })}`;
  try {
    const head = await fetch(path, { method: 'HEAD', headers: { authorization } });
    const offset = Number(head.headers.get('upload-offset'));
    const response = await fetch(path, {
      method: 'PUT',
      headers: {
        authorization,
        'segment-statement': statement,
        'upload-offset': String(offset),
        'content-md5': Buffer.from(segment.body.md5, 'hex').toString('base64'),
      },
      body: new Uint8Array(segment.ciphertext.subarray(offset)),
    });
    const answer = await response.text();
    if (response.status !== 200)
      expect(JSON.parse(answer).error).toMatchObject({ retryable: true });
    return response.status === 200;
  } catch (error) {
    expect(error).toBeInstanceOf(TypeError); // fetch failed: the server is gone
    return false;
  }
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
  let process = await startProcess();
  let kills = 0;
  let done = false;
  const sending = sendAll(() => process.url, device, uploads).then(() => {
    done = true;
  });
  while (!done && kills < 3) {
    await delay(50 + 150 * Math.random());
    await kill(process);
    kills += 1;
    process = await startProcess();
  }
  await sending;
  await kill(process);

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
  const [row] = await ctx.db.select().from(devices).where(eq(devices.id, device.id));
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
