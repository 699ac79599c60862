import { once } from 'node:events';
import { readdir, readlink, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { checkPlaylist, updateFaults } from '@workcompanion/core/footage/testing/check-playlist';
import { DeviceId, newId, SegmentId } from '@workcompanion/core/ids';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { dataKeys } from '@workcompanion/db/schema/data-keys';
import { deviceStates } from '@workcompanion/db/schema/device-states';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BuildPlaylist } from '../../contract/playback.ts';
import type { UserContext } from '../auth/user-context.ts';
import type { ServerContext } from '../context.ts';
import { route } from '../http/route.ts';
import { serveEndpoint } from '../native/serve-endpoint.ts';
import { DIRECT_ROUTER, ROUTER } from '../router.ts';
import { shareContext } from '../shared-context.ts';
import { type StoredRecording, storeRecording } from '../testing/store-recording.ts';
import { startTestServer, TEST_ORIGIN, type TestServer } from '../testing/test-server.ts';
import { makeUser, sessionCookie } from '../testing/test-user.ts';
import { buildPlaylist } from './build-playlist.ts';

const NOW = Date.UTC(2026, 10, 24, 12) * 1000;
const MINUTE = 60_000_000;

let server: TestServer;
let ctx: ServerContext;
let viewer: UserContext;
let cookie: string;
let stored: StoredRecording;
let http: Server;
let origin: string;

beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context({ now: () => NOW });
  shareContext(Promise.resolve(ctx));
  viewer = await makeUser(ctx, ['compliance']);
  cookie = await sessionCookie(ctx, viewer.user.id);
  stored = await storeRecording(ctx, {
    start: NOW - 10 * MINUTE,
    count: 3,
    plainBytes: 188 * 20_000,
  });
  http = createServer((request, response) => {
    const match = DIRECT_ROUTER.match(
      request.method ?? '',
      (request.url ?? '').split('?', 1)[0] ?? '',
    );
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

function segmentAt(index: number) {
  const segment = stored.segments[index];
  if (!segment) throw new Error(`no segment ${index}`);
  return segment;
}

/** The two ways in: our own server, and what Next calls. */
const ways: [string, (path: string, init?: RequestInit) => Promise<Response>][] = [
  ['node:http', (path, init) => fetch(origin + path, init)],
  [
    'a route handler',
    (path, init) => {
      const request = new Request(TEST_ORIGIN + path, init);
      return route(ROUTER.dispatch)(request);
    },
  ],
];

describe.each(ways)('a segment by %s', (way, get) => {
  const ask = (headers: Record<string, string> = {}, method = 'GET') =>
    get(`/api/playback/segments/${segmentAt(0).id}.ts`, {
      method,
      headers: { cookie, ...headers },
    });

  test('is its plain MPEG-TS', async () => {
    const response = await ask();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('video/mp2t');
    expect(response.headers.get('content-length')).toBe(String(segmentAt(0).plain.length));
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    expect(segmentAt(0).plain.equals(await bytesOf(response))).toBe(true);
  });

  test.each([
    ['bytes=0-0', 0, 1],
    ['bytes=15-17', 15, 18],
    ['bytes=16-31', 16, 32],
    ['bytes=262100-262200', 262_100, 262_201],
    ['bytes=1-', 1, 3_760_000],
    ['bytes=-1', 3_759_999, 3_760_000],
    ['bytes=-300000', 3_460_000, 3_760_000],
  ])('gives the range %s', async (range, from, to) => {
    const response = await ask({ range });
    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toBe(`bytes ${from}-${to - 1}/3760000`);
    expect(
      segmentAt(0)
        .plain.subarray(from, to)
        .equals(await bytesOf(response)),
    ).toBe(true);
  });

  test('has no range beyond its end', async () => {
    const response = await ask({ range: 'bytes=3760000-' });
    expect(response.status).toBe(416);
    expect(response.headers.get('content-range')).toBe('bytes */3760000');
    expect(await response.json()).toMatchObject({ error: { code: 'range-not-satisfiable' } });
  });

  test('gives the whole when it is not the one that the range was meant for', async () => {
    const etag = (await ask({}, 'HEAD')).headers.get('etag') ?? '';
    const current = await ask({ range: 'bytes=0-9', 'if-range': etag });
    expect(current.status).toBe(206);
    expect((await bytesOf(current)).length).toBe(10);
    const other = await ask({ range: 'bytes=0-9', 'if-range': '"other"' });
    expect(other.status).toBe(200);
    expect((await bytesOf(other)).length).toBe(segmentAt(0).plain.length);
  });

  test('tells its size without its bytes', async () => {
    const response = await ask({}, 'HEAD');
    expect(response.headers.get('accept-ranges')).toBe('bytes');
    expect((await response.arrayBuffer()).byteLength).toBe(0);
    if (way === 'node:http') expect(response.headers.get('content-length')).toBe('3760000');
  });

  test.each([
    ['an id that is none', 'x.ts', 400, 'invalid-input'],
    ['an id that nobody has', `${newId(SegmentId)}.ts`, 404, 'not-found'],
  ])('is not found by %s', async (_, file, status, code) => {
    const response = await get(`/api/playback/segments/${file}`, { headers: { cookie } });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code } });
  });

  test.each([
    ['is read to its end', async (response: Response) => void (await response.arrayBuffer())],
    ['is cancelled before its first byte', async (response: Response) => response.body?.cancel()],
    [
      'is left after its first bytes',
      async (response: Response) => {
        const reader = response.body?.getReader();
        await reader?.read();
        await reader?.cancel();
      },
    ],
    ['is left when its client goes', async () => {}],
  ])('leaves no file open when it %s', async (_, use) => {
    for (let round = 0; round < 10; round += 1) {
      const leaving = new AbortController();
      const path = `/api/playback/segments/${segmentAt(0).id}.ts`;
      await use(await get(path, { headers: { cookie }, signal: leaving.signal }));
      leaving.abort();
    }
    await expect.poll(openSegmentFiles).toEqual([]);
  });
});

test('a client that stops reading holds one file until it leaves', async () => {
  // More than the buffers of both sockets take.
  const large = await storeRecording(ctx, {
    start: NOW - 60 * MINUTE,
    count: 1,
    plainBytes: 188 * 150_000,
  });
  const leaving = new AbortController();
  const response = await fetch(`${origin}/api/playback/segments/${large.segments[0]?.id}.ts`, {
    headers: { cookie },
    signal: leaving.signal,
  });
  await response.body?.getReader().read();
  await delay(200);
  expect(await openSegmentFiles()).toHaveLength(1);
  leaving.abort();
  await expect.poll(openSegmentFiles).toEqual([]);
});

test('footage from before segments had keys of their own plays, beside newer of the same data key', async () => {
  const old = await storeRecording(ctx, { start: NOW - 80 * MINUTE, count: 1, isOld: true });
  const newer = await storeRecording(ctx, {
    start: NOW - 70 * MINUTE,
    count: 1,
    device: old.device,
  });
  const made = [...old.segments, ...newer.segments];
  expect(new Set(made.map(({ body }) => body.keyId)).size).toBe(1);
  for (const { id, plain } of made) {
    const path = `${origin}/api/playback/segments/${id}.ts`;
    const whole = await fetch(path, { headers: { cookie } });
    expect(plain.equals(await bytesOf(whole))).toBe(true);
    const part = await fetch(path, { headers: { cookie, range: 'bytes=-100' } });
    expect(plain.subarray(-100).equals(await bytesOf(part))).toBe(true);
  }
});

test('a segment whose bytes are gone says so', async () => {
  const lost = await storeRecording(ctx, { start: NOW - 40 * MINUTE, count: 1 });
  const [file = ''] = (await server.files()).filter((name) => name.includes(lost.device.id));
  await rm(join(server.hotDir, file));
  const response = await fetch(`${origin}/api/playback/segments/${lost.segments[0]?.id}.ts`, {
    headers: { cookie },
  });
  expect(response.status).toBe(410);
  expect(await response.json()).toMatchObject({ error: { code: 'footage-lost' } });
});

test('a segment whose key was destroyed can not be had any more', async () => {
  const shredded = await storeRecording(ctx, { start: NOW - 50 * MINUTE, count: 1 });
  await ctx.db
    .update(dataKeys)
    .set({ wrapped: null, destroyedAt: NOW })
    .where(eq(dataKeys.deviceId, shredded.device.id));
  ctx.dataKeys.clear();
  const response = await fetch(`${origin}/api/playback/segments/${shredded.segments[0]?.id}.ts`, {
    headers: { cookie },
  });
  expect(response.status).toBe(404);
});

describe('a playlist', () => {
  const window = () => ({
    device: stored.device.id,
    display: 'HDMI-1',
    from: NOW - 30 * MINUTE,
    to: NOW,
  });

  test('lists the segments of the window by paths that play', async () => {
    const playlist = await buildPlaylist(viewer, window());
    const paths = playlist.split('\n').filter((line) => line.startsWith('/'));
    expect(paths).toEqual(
      stored.segments.map((segment) => `/api/playback/segments/${segment.id}.ts`),
    );
    expect(playlist).toContain('#EXT-X-ENDLIST');
    const first = await fetch(origin + paths[0], { headers: { cookie } });
    expect(segmentAt(0).plain.equals(await bytesOf(first))).toBe(true);
  });

  test('of another display or an empty time has none', async () => {
    expect(await buildPlaylist(viewer, { ...window(), display: 'DP-2' })).not.toContain('.ts');
    const before = { ...window(), from: NOW - 500 * MINUTE, to: NOW - 400 * MINUTE };
    expect(await buildPlaylist(viewer, before)).not.toContain('.ts');
  });

  test('is asked for again while the device records', async () => {
    const { id } = stored.device;
    await ctx.db
      .update(deviceStates)
      .set({ state: 'recording', lastSeenAt: NOW, lastFrameAt: NOW })
      .where(eq(deviceStates.deviceId, id));
    const open = { ...window(), to: NOW + 10 * MINUTE };
    expect(await buildPlaylist(viewer, open)).not.toContain('#EXT-X-ENDLIST');
    expect(await buildPlaylist(viewer, window())).toContain('#EXT-X-ENDLIST');
  });

  const listAt = (address: string) =>
    route(ROUTER.dispatch)(new Request(TEST_ORIGIN + address, { headers: { cookie } }));
  const sentTo = async ({ device, display, from, to }: BuildPlaylist) => {
    const query = `display=${display}&from=${from}&to=${to}`;
    const sent = await listAt(`/api/playback/devices/${device}/playlist.m3u8?${query}`);
    expect(sent.status).toBe(302);
    return sent.headers.get('location') ?? '';
  };

  test.each([
    ['that grows', 10 * MINUTE],
    ['that is over', 0],
  ])('of a time %s has an address that promises its target duration', async (_, after) => {
    const location = await sentTo({ ...window(), to: NOW + after });
    const [, target] = /&target=(\d+)$/.exec(location) ?? [];
    const playlist = checkPlaylist(await (await listAt(location)).text());
    expect(playlist.faults).toEqual([]);
    expect(playlist.target).toBe(Number(target));
    expect(playlist.segments).toHaveLength(3);
    expect(playlist.isEnded).toBe(after === 0);
  });

  test('keeps its target duration at its address when longer segments come late', async () => {
    const { device } = await storeRecording(ctx, { start: NOW - 20 * MINUTE, count: 2 });
    const day = { ...window(), device: device.id };
    const location = await sentTo(day);
    const before = checkPlaylist(await (await listAt(location)).text());
    const late = { device, start: NOW - 12 * MINUTE, count: 1, durationMicros: 5 * MINUTE };
    await storeRecording(ctx, late);
    const after = checkPlaylist(await (await listAt(location)).text());
    expect(updateFaults(before, after)).toEqual([]);
    expect(after.faults).toEqual([]);
    const anew = checkPlaylist(await (await listAt(await sentTo(day))).text());
    expect(anew.faults).toEqual([]);
    expect([anew.target, anew.segments.length]).toEqual([301, 3]);
  });

  test('opens a view, which is told to the audit log once however often it is asked for', async () => {
    const other = {
      ...window(),
      device: (await storeRecording(ctx, { start: NOW - 10 * MINUTE, count: 1 })).device.id,
    };
    const count = async () => (await ctx.db.select().from(auditEntries)).length;
    const before = await count();
    await buildPlaylist(viewer, other);
    await buildPlaylist(viewer, other);
    expect(await count()).toBe(before + 1);
  });

  test.each([
    ['longer than 26 hours', { from: NOW - 27 * 60 * MINUTE }, 'range-too-long'],
    ['that ends before it begins', { to: NOW - 60 * MINUTE }, 'invalid-input'],
    ['of no length', { from: NOW }, 'invalid-input'],
    ['of a device that nobody knows', { device: newId(DeviceId) }, 'not-found'],
  ])('of a window %s is refused', async (_, bent, code) => {
    await expect(buildPlaylist(viewer, { ...window(), ...bent })).rejects.toMatchObject({ code });
  });

  test.each([
    ['no number', { from: 'yesterday' }],
    ['negative', { from: '-5' }],
    ['a fraction', { from: '1.5' }],
    ['an exponent', { to: '1e15' }],
    ['beyond all time', { to: '99999999999999999999' }],
    ['missing', { to: undefined }],
    ['not a number', { from: 'NaN' }],
  ])('with a time that is %s is refused', (_, bent) => {
    const query = { device: stored.device.id, display: 'HDMI-1', from: '0', to: '1', ...bent };
    expect(BuildPlaylist.safeParse(query).success).toBe(false);
  });
});

async function bytesOf(response: Response): Promise<Buffer> {
  return Buffer.from(await response.arrayBuffer());
}

/** Segment files that this very process holds open. */
async function openSegmentFiles(): Promise<string[]> {
  const handles = await readdir('/proc/self/fd');
  const targets = await Promise.all(
    handles.map((handle) => readlink(`/proc/self/fd/${handle}`).catch(() => '')),
  );
  return targets.filter((target) => target.startsWith(server.hotDir));
}
