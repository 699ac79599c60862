import { once } from 'node:events';
import { mkdtemp, readdir, readlink, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PIECE_BYTES } from '@workcompanion/core/crypto/decrypt-segment';
import { FolderStore } from '@workcompanion/core/storage/folder-store';
import { TosStore } from '@workcompanion/core/storage/remote/tos-store';
import { patientOptionsFor } from '@workcompanion/core/storage/testing/open-test-tos';
import {
  startTosServer,
  type TosServer,
} from '@workcompanion/core/storage/testing/tos-server/start-tos-server';
import { findStoredSegment } from '@workcompanion/db/queries/find-stored-segment';
import { segments } from '@workcompanion/db/schema/segments';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ServerContext } from '../../context.ts';
import { route } from '../../http/route.ts';
import { serveEndpoint } from '../../native/serve-endpoint.ts';
import { DIRECT_ROUTER, ROUTER } from '../../router.ts';
import { shareContext } from '../../shared-context.ts';
import { makeCold } from '../../testing/make-cold.ts';
import { type StoredRecording, storeRecording } from '../../testing/store-recording.ts';
import type { TestSegment } from '../../testing/test-segment.ts';
import { startTestServer, TEST_ORIGIN, type TestServer } from '../../testing/test-server.ts';
import { makeUser, sessionCookie } from '../../testing/test-user.ts';
import { openCiphertext } from '../open-ciphertext.ts';
import { type ColdFootage, openColdFootage } from './open-cold-footage.ts';

const NOW = Date.UTC(2026, 10, 24, 12) * 1000;
const MINUTE = 60_000_000;
const PLAIN = 188 * 20_000;

let server: TestServer;
let ctx: ServerContext;
let cookie: string;
let http: Server;
let origin: string;
let archive: FolderStore;

beforeAll(async () => {
  server = await startTestServer();
  archive = new FolderStore(server.archiveDir);
  ctx = server.context({ now: () => NOW });
  const viewer = await makeUser(ctx, ['compliance']);
  cookie = await sessionCookie(ctx, viewer.user.id);
  http = createServer((request, response) => {
    const match = DIRECT_ROUTER.match(request.method ?? '', request.url ?? '');
    if (match) serveEndpoint(match, request, response).catch(() => response.destroy());
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();
  origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});
afterAll(async () => {
  http.closeAllConnections();
  http.close();
  await server.close();
});
beforeEach(() => shareContext(Promise.resolve(ctx)));
afterEach(async () => {
  await expect.poll(openFootageFiles).toEqual([]);
});

let minutesAgo = 60;
async function record(plainBytes = PLAIN): Promise<StoredRecording & { first: TestSegment }> {
  minutesAgo += 10;
  const stored = await storeRecording(ctx, {
    start: NOW - minutesAgo * MINUTE,
    count: 1,
    plainBytes,
  });
  const [first] = stored.segments;
  if (first === undefined) throw new Error('nothing was stored');
  return { ...stored, first };
}

const get = ({ id }: { id: string }, init: RequestInit = {}) =>
  fetch(`${origin}/api/playback/segments/${id}.ts`, {
    ...init,
    headers: { cookie, ...init.headers },
  });

const getByNext = ({ id }: { id: string }, init: RequestInit = {}) =>
  route(ROUTER.dispatch)(
    new Request(`${TEST_ORIGIN}/api/playback/segments/${id}.ts`, {
      ...init,
      headers: { cookie, ...init.headers },
    }),
  );

async function bytesOf(response: Response): Promise<Buffer> {
  return Buffer.from(await response.arrayBuffer());
}

describe.each([
  ['node:http', get],
  ['a route handler', getByNext],
] as const)('a cold segment by %s', (_way, ask) => {
  test('is its plain MPEG-TS, and from then on without the archive', async () => {
    const { device, first } = await record();
    const keys = await makeCold(ctx, archive, { device });
    const response = await ask(first);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-length')).toBe(String(first.plain.length));
    expect((await bytesOf(response)).equals(first.plain)).toBe(true);
    await expect.poll(() => keys.map((key) => ctx.cold?.cache.has(key))).toEqual([true]);
    for (const key of keys) await archive.delete(key);
    expect((await bytesOf(await ask(first))).equals(first.plain)).toBe(true);
    const part = await ask(first, { headers: { range: 'bytes=15-17' } });
    expect((await bytesOf(part)).equals(first.plain.subarray(15, 18))).toBe(true);
  });

  test.each([
    ['bytes=0-0', 0, 1],
    ['bytes=15-17', 15, 18],
    ['bytes=262100-262200', 262_100, 262_201],
    ['bytes=1-', 1, PLAIN],
    ['bytes=-1', PLAIN - 1, PLAIN],
    ['bytes=3000000-3000031', 3_000_000, 3_000_032],
  ])('gives the range %s of what was never read before', async (range, from, to) => {
    const { device, first } = await record();
    await makeCold(ctx, archive, { device });
    const response = await ask(first, { headers: { range } });
    expect(response.status).toBe(206);
    expect((await bytesOf(response)).equals(first.plain.subarray(from, to))).toBe(true);
  });

  test.each([
    ['cancelled before its first byte', async (response: Response) => response.body?.cancel()],
    [
      'left after its first bytes',
      async (response: Response) => {
        const reader = response.body?.getReader();
        await reader?.read();
        await reader?.cancel();
      },
    ],
    ['left when its client goes', async () => {}],
  ])('leaves nothing open when it is %s', async (_, use) => {
    const { device, first } = await record();
    await makeCold(ctx, archive, { device });
    for (let round = 0; round < 5; round += 1) {
      const leaving = new AbortController();
      await use(await ask(first, { signal: leaving.signal }));
      leaving.abort();
    }
    await expect.poll(openFootageFiles).toEqual([]);
  });
});

describe('an archived segment', () => {
  test('plays from its local file as long as it is there', async () => {
    const { device, first } = await record();
    await ctx.db
      .update(segments)
      .set({ state: 'archived' })
      .where(eq(segments.deviceId, device.id));
    expect((await bytesOf(await get(first))).equals(first.plain)).toBe(true);
  });

  test('plays from the archive when the sweep was faster than its row', async () => {
    const { device, first } = await record();
    await makeCold(ctx, archive, { device, state: 'archived' });
    expect((await bytesOf(await get(first))).equals(first.plain)).toBe(true);
  });

  test('plays from the archive when the local file is cut short', async () => {
    const { device, first } = await record();
    const [key = ''] = await makeCold(ctx, archive, { device, state: 'archived' });
    await writeFile(join(server.hotDir, key), 'short');
    expect((await bytesOf(await get(first))).equals(first.plain)).toBe(true);
  });

  test('plays when it was swept between the look at its row and at its file', async () => {
    const { device, first } = await record();
    const viewer = await makeUser(ctx, ['compliance']);
    const before = await findStoredSegment(ctx.db, first.id);
    if (before === null) throw new Error('no row');
    await makeCold(ctx, archive, { device });
    expect(before.state).toBe('hot');
    const { signal } = new AbortController();
    const reader = await openCiphertext(viewer, before, { signal });
    const pieces: Uint8Array[] = [];
    for await (const piece of reader.chunks()) pieces.push(piece);
    expect(Buffer.concat(pieces).equals(first.ciphertext)).toBe(true);
  });
});

describe('what can not be played', () => {
  test('says so when the archive has lost it', async () => {
    const { device, first } = await record();
    for (const key of await makeCold(ctx, archive, { device })) await archive.delete(key);
    const response = await get(first);
    expect(response.status).toBe(410);
    expect(await response.json()).toMatchObject({ error: { code: 'footage-lost' } });
  });

  test('is cut before its end when the archive has damaged it, then told in words', async () => {
    const { device, first } = await record();
    const [key = ''] = await makeCold(ctx, archive, { device });
    const damaged = Buffer.from(first.ciphertext);
    damaged[1000] = (damaged[1000] ?? 0) ^ 1;
    await writeFile(join(server.archiveDir, key), damaged);
    await expect(bytesOf(await get(first))).rejects.toThrow();
    const response = await get(first);
    expect(await response.json()).toMatchObject({ error: { code: 'footage-lost' } });
  });

  test('says that the archive is off', async () => {
    const { device, first } = await record();
    await makeCold(ctx, archive, { device });
    shareContext(Promise.resolve({ ...ctx, cold: null }));
    const response = await get(first);
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ error: { code: 'unavailable' } });
  });
});

describe('with an archive in TOS', () => {
  let tos: TosServer;
  let store: TosStore;
  let cold: ColdFootage;
  let cacheDir: string;
  beforeEach(async () => {
    tos = await startTosServer({ port: 0 });
    store = new TosStore(patientOptionsFor(tos));
    cacheDir = await mkdtemp(join(tmpdir(), 'workcompanion-cold-'));
    cold = await openColdFootage({
      store: { kind: 'tos', options: patientOptionsFor(tos) },
      cacheDir,
      cacheBytes: 1024 ** 3,
      log: ctx.log,
    });
    shareContext(Promise.resolve({ ...ctx, cold }));
  });
  afterEach(async () => {
    await cold.close();
    await store.close();
    await tos.close();
    await rm(cacheDir, { recursive: true });
  });

  test('fifty viewers of a segment cost one download', async () => {
    const { device, first } = await record();
    await makeCold(ctx, store, { device });
    tos.addFault({ operation: 'get', fault: { kind: 'slow', bytesPerSecond: 20_000_000 } });
    const all = await Promise.all(
      Array.from({ length: 50 }, async () => (await bytesOf(await get(first))).equals(first.plain)),
    );
    expect(all).not.toContain(false);
    expect(tos.stats.requests['get']).toBe(1);
  });

  test('a far seek costs one read of the whole, which proves it, and then a piece', async () => {
    const { device, first } = await record();
    const [key = ''] = await makeCold(ctx, store, { device });
    const seek = async () => {
      const response = await get(first, { headers: { range: 'bytes=3000000-3000099' } });
      const wanted = first.plain.subarray(3_000_000, 3_000_100);
      expect((await bytesOf(response)).equals(wanted)).toBe(true);
    };
    await seek();
    expect(tos.stats.bytesOut).toBe(first.ciphertext.length);
    await expect.poll(() => cold.cache.has(key)).toBe(true);
    await cold.cache.discard(key);
    await seek();
    expect(tos.stats.bytesOut).toBe(first.ciphertext.length + PIECE_BYTES);
  });

  test('an archive that does not answer is told with the time of the next try', async () => {
    const { device, first } = await record();
    await makeCold(ctx, store, { device });
    tos.addFault({ operation: 'get', fault: { kind: 'bad-gateway' } });
    for (let count = 0; count < 6; count += 1) {
      const response = await get(first);
      expect(response.status).toBe(503);
      expect(await response.json()).toMatchObject({
        error: { code: 'unavailable', retryable: true },
      });
      expect(response.headers.get('retry-after')).toBe(count < 5 ? '2' : '5');
    }
    expect(tos.stats.requests['get']).toBe(5);
    expect(cold.reach()).toMatchObject({ kind: 'down', reason: 'unavailable' });
  });

  test('a viewer who leaves while the archive is slow stops the download', async () => {
    const { device, first } = await record();
    await makeCold(ctx, store, { device });
    tos.addFault({ operation: 'get', fault: { kind: 'slow', bytesPerSecond: 500_000 } });
    const leaving = new AbortController();
    const response = await get(first, { signal: leaving.signal });
    await response.body?.getReader().read();
    expect(tos.stats.inFlight).toBe(1);
    leaving.abort();
    await expect.poll(() => tos.stats.inFlight).toBe(0);
    await expect.poll(() => readdir(join(cacheDir, '.incoming'))).toEqual([]);
  });
});

/** Footage files that this very process holds open. */
async function openFootageFiles(): Promise<string[]> {
  const handles = await readdir('/proc/self/fd');
  const targets = await Promise.all(
    handles.map((handle) => readlink(`/proc/self/fd/${handle}`).catch(() => '')),
  );
  return targets.filter((target) =>
    [server.hotDir, server.archiveDir, 'workcompanion-cold-'].some((part) => target.includes(part)),
  );
}
