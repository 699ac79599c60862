import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import { newId, RecordingId } from '@workcompanion/core/ids';
import { type HotStoreOptions, openHotStore } from '@workcompanion/core/storage/hot/open-hot-store';
import {
  startTosServer,
  type TosServer,
} from '@workcompanion/core/storage/testing/tos-server/start-tos-server';
import { journalEntries } from '@workcompanion/db/schema/journal-entries';
import { segments } from '@workcompanion/db/schema/segments';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ServerContext } from '../context.ts';
import { revokeDevice } from '../devices/end-device.ts';
import {
  askOffset,
  killPortal,
  openUpload,
  type PortalProcess,
  sendUpload,
  startPortalProcess,
  type Upload,
} from '../testing/portal-process.ts';
import { TestDevice } from '../testing/test-device.ts';
import { currentKey, makeSegment, type SegmentWish } from '../testing/test-segment.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';

const LARGE = 188 * 64_000; // 12 MB
const MB = 1_000_000;
const GENEROUS = { timeout: 20_000, interval: 20 };
const MINUTE = 60_000_000;
const DAY = 1440 * MINUTE;

let server: TestServer;
let ctx: ServerContext;
let a: PortalProcess;
let b: PortalProcess;
let device: TestDevice;
let wish: SegmentWish;
let place: Place;

/** Where the two portals keep what they receive. */
interface Place {
  /** Each portal's own, or the one that they share. */
  readonly folders: readonly [string, string];
  readonly env: Readonly<Record<string, string>>;
  readonly hot: HotStoreOptions;
  dispose(): Promise<void>;
}

function startPortal(at: 0 | 1): Promise<PortalProcess> {
  return startPortalProcess(server, { ...place.env, HOT_DIR: place.folders[at] });
}

async function oneFolder(): Promise<Place> {
  const folder = server.hotDir;
  return {
    folders: [folder, folder],
    env: {},
    hot: { folder, bucket: null },
    dispose: async () => {},
  };
}

/** The portals share no disk. */
async function oneBucket(): Promise<Place> {
  const tos: TosServer = await startTosServer({ port: 0 });
  const { endpoint, bucket, credentials } = tos;
  const { region, accessKeyId, secretAccessKey } = credentials;
  const folders = [
    await mkdtemp(join(tmpdir(), 'node-a-')),
    await mkdtemp(join(tmpdir(), 'node-b-')),
  ] as const;
  const options = {
    endpoint,
    region,
    bucket,
    credentials: { accessKeyId, secretAccessKey },
    secure: false,
  };
  return {
    folders,
    env: {
      HOT_KIND: 'tos',
      HOT_ENDPOINT: endpoint,
      HOT_REGION: region,
      HOT_BUCKET: bucket,
      HOT_ACCESS_KEY_ID: accessKeyId,
      HOT_SECRET_ACCESS_KEY: secretAccessKey,
      HOT_TLS: 'false',
    },
    hot: { folder: folders[0], bucket: { kind: 'tos', options } },
    dispose: async () => {
      await tos.close();
      for (const folder of folders) await rm(folder, { recursive: true });
    },
  };
}

describe.each([
  { store: 'one folder', open: oneFolder },
  { store: 'one bucket', open: oneBucket },
])('two portals on $store', ({ store, open }) => {
  beforeAll(async () => {
    server = await startTestServer();
    ctx = server.context();
    place = await open();
    [a, b] = await Promise.all([startPortal(0), startPortal(1)]);
  }, 60_000);
  afterAll(async () => {
    await Promise.all([killPortal(a), killPortal(b)]);
    await place.dispose();
    await server.close();
  });
  beforeEach(async () => {
    device = await TestDevice.enrolled(ctx);
    wish = { recording: newId(RecordingId), key: await currentKey(device.in(ctx)) };
  });

  async function largeUpload(bent: Partial<SegmentWish> = {}): Promise<Upload> {
    const segment = makeSegment({ ...wish, plainBytes: LARGE, ...bent });
    return { segment, statement: await device.state(segment.body) };
  }

  /** Until the portals have written so many bytes of bodies that are still coming. */
  async function written(bytes: number): Promise<void> {
    const kept = async () => {
      const files = await incoming();
      const sizes = files.map((path) => stat(path).catch(() => null));
      return (await Promise.all(sizes)).reduce((sum, file) => sum + (file?.size ?? 0), 0);
    };
    await expect.poll(kept, GENEROUS).toBeGreaterThanOrEqual(bytes);
  }

  async function incoming(): Promise<string[]> {
    const folders = [...new Set(place.folders)].map((folder) => join(folder, '.incoming'));
    const found = folders.map(async (folder) => {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
        () => [],
      );
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name));
    });
    return (await Promise.all(found)).flat();
  }

  async function stored(): Promise<Map<string, string>> {
    const hot = openHotStore(place.hot);
    const sums = new Map<string, string>();
    for await (const { key } of hot.list(`${device.id}/`)) {
      const hash = createHash('sha256');
      for await (const chunk of (await hot.read(key)).chunks()) hash.update(chunk);
      sums.set(key, hash.digest('hex'));
    }
    if ('close' in hot) await hot.close();
    return sums;
  }

  /** What holds at the end of every test: a row's blob has the bytes that its statement tells of. */
  afterEach(async () => {
    const rows = await ctx.db.select().from(segments).where(eq(segments.deviceId, device.id));
    const found = await stored();
    for (const row of rows) expect(found.get(segmentObjectKey(row))).toBe(row.sha256);
    // In a bucket the loser of two contents stays until the workers remove what no row has.
    if (store === 'one folder') expect(found.size).toBe(rows.length);
  });

  async function receipted(): Promise<string[]> {
    const rows = await ctx.db.select().from(segments).where(eq(segments.deviceId, device.id));
    return rows.map(({ sha256 }) => sha256);
  }

  test('a body that comes twice is whole, though the other connection broke', async () => {
    const upload = await largeUpload();
    const { ciphertext, body } = upload.segment;
    const first = await openUpload(a.url, device, upload);
    await first.send(ciphertext.subarray(0, 8 * MB));
    await written(6 * MB);
    const second = await openUpload(b.url, device, upload);
    await second.send(ciphertext.subarray(0, 2 * MB));
    await written(7 * MB);
    second.cut();
    await first.send(ciphertext.subarray(8 * MB));
    expect(await first.answer).toMatchObject({ status: 200 });
    expect(await receipted()).toEqual([body.sha256]);
  }, 60_000);

  test('both of two that end at once get the same receipt', async () => {
    const upload = await largeUpload();
    const { ciphertext } = upload.segment;
    const all = await Promise.all([a, b].map(({ url }) => openUpload(url, device, upload)));
    await Promise.all(all.map((open) => open.send(ciphertext.subarray(0, 11 * MB))));
    await written(20 * MB);
    await Promise.all(all.map((open) => open.send(ciphertext.subarray(11 * MB))));
    const answers = await Promise.all(all.map(({ answer }) => answer));
    expect(answers).toMatchObject([{ status: 200 }, { status: 200 }]);
    expect(new Set(answers.map(({ receipt }) => receipt)).size).toBe(1);
    const left = async () => (await incoming()).filter((path) => path.includes(upload.segment.id));
    await expect.poll(left, GENEROUS).toEqual([]);
  }, 60_000);

  test('an upload whose connection broke goes on at the other portal', async () => {
    const upload = await largeUpload();
    const { ciphertext, body } = upload.segment;
    const first = await openUpload(a.url, device, upload);
    await first.send(ciphertext.subarray(0, 8 * MB));
    await written(6 * MB);
    first.cut();
    const offset = () => askOffset(b.url, device, upload);
    await expect.poll(offset, GENEROUS).toBeGreaterThan(5 * MB);
    expect(await sendUpload(b.url, device, upload)).toMatchObject({ status: 200 });
    expect(await receipted()).toEqual([body.sha256]);
    expect(await offset()).toBe(ciphertext.length);
  }, 60_000);

  // In a bucket what still comes is nobody else's: only its node has it.
  if (store === 'one folder') {
    test('an upload goes on at the other portal, which the first can not spoil any more', async () => {
      const upload = await largeUpload();
      const { ciphertext } = upload.segment;
      const first = await openUpload(a.url, device, upload);
      await first.send(ciphertext.subarray(0, 8 * MB));
      await written(6 * MB);
      const offset = await askOffset(b.url, device, upload);
      expect(offset).toBeGreaterThan(5 * MB);
      const second = await openUpload(b.url, device, { ...upload, offset });
      await second.send(ciphertext.subarray(offset, offset + MB));
      await delay(200);
      // Not broken after all: it goes on beside the other, with bytes that are not those signed.
      await first.send(Buffer.alloc(ciphertext.length - 8 * MB)).catch(() => undefined);
      expect((await first.answer).status).not.toBe(200);
      await second.send(ciphertext.subarray(offset + MB));
      expect(await second.answer).toMatchObject({ status: 200 });
    }, 60_000);
  }

  test('what one portal has receipted stays, though the other refuses it', async () => {
    const upload = await largeUpload();
    const { ciphertext, body } = upload.segment;
    const late = await openUpload(b.url, device, upload);
    await late.send(ciphertext.subarray(0, 8 * MB));
    await written(6 * MB);
    const first = await openUpload(a.url, device, upload);
    await first.send(ciphertext);
    expect(await first.answer).toMatchObject({ status: 200 });
    await revokeDevice(await makeUser(ctx, ['admin']), { device: device.id });
    await late.send(ciphertext.subarray(8 * MB)).catch(() => undefined);
    expect((await late.answer.catch(() => null))?.receipt).toBeUndefined();
    expect(await receipted()).toEqual([body.sha256]);
  }, 60_000);

  test('of two statements of one segment exactly one gets a receipt, and its bytes stay', async () => {
    const one = await largeUpload();
    const other = makeSegment({
      ...wish,
      plainBytes: LARGE,
      sequence: 1,
      start: one.segment.body.start,
    });
    const body = { ...other.body, segment: one.segment.id };
    const two = {
      segment: { ...other, id: one.segment.id, body },
      statement: await device.state(body),
    };
    const all = [
      { upload: one, open: await openUpload(a.url, device, one) },
      { upload: two, open: await openUpload(b.url, device, two) },
    ];
    await Promise.all(
      all.map(({ open, upload }) => open.send(upload.segment.ciphertext.subarray(0, 11 * MB))),
    );
    await written(20 * MB);
    await Promise.all(
      all.map(({ open, upload }) => open.send(upload.segment.ciphertext.subarray(11 * MB))),
    );
    const answers = await Promise.all(all.map(({ open }) => open.answer));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.error?.code).toBe('segment-conflict');
    const winner = answers[0]?.status === 200 ? one : two;
    expect(await receipted()).toEqual([winner.segment.body.sha256]);
  }, 60_000);

  test('portals that are killed in turns while they receive lose nothing and double nothing', async () => {
    const key = await currentKey(device.in({ ...ctx, now: () => ctx.now() - DAY }));
    const uploads: Upload[] = [];
    for (let sequence = 0; sequence < 24; sequence += 1) {
      const plainBytes = 188 * (sequence % 3 === 0 ? 40_000 : 1_500);
      const start = key.window.from + sequence * MINUTE;
      uploads.push(await largeUpload({ key, sequence, start, plainBytes }));
    }
    let isDone = false;
    const sending = Promise.all(
      uploads.map(async (upload, at) => {
        for (let attempt = at; ; attempt += 1) {
          const urls = [a.url, b.url];
          // Sometimes at both at once, as a balancer that tries again would.
          const tries = attempt % 3 === 0 ? urls : [urls[attempt % 2] ?? a.url];
          const answers = await Promise.all(tries.map((url) => sendUpload(url, device, upload)));
          if (answers.some((answer) => answer?.status === 200)) return;
          for (const answer of answers) if (answer) expect(answer.error?.retryable).toBe(true);
          await delay(50);
        }
      }),
    ).finally(() => {
      isDone = true;
    });
    let kills = 0;
    while (!isDone && kills < 6) {
      await delay(100 + 200 * Math.random());
      if (kills % 2 === 0) {
        await killPortal(a);
        a = await startPortal(0);
      } else {
        await killPortal(b);
        b = await startPortal(1);
      }
      kills += 1;
    }
    await sending;
    const sums = uploads.map(({ segment }) => segment.body.sha256);
    expect(new Set(await receipted())).toEqual(new Set(sums));
    const entries = await ctx.db
      .select()
      .from(journalEntries)
      .where(eq(journalEntries.deviceId, device.id));
    expect(entries).toHaveLength(uploads.length);
  }, 120_000);
});
