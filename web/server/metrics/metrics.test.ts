import { newId, RecordingId } from '@workcompanion/core/ids';
import { storageSamples } from '@workcompanion/db/schema/storage-samples';
import { notePressures, pressureOf } from '@workcompanion/db/stores/store-pressure';
import { insertDevice } from '@workcompanion/db/testing/insert-device';
import { insertSample } from '@workcompanion/db/testing/insert-sample';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServerContext } from '../context.ts';
import { route } from '../http/route.ts';
import { ROUTER } from '../router.ts';
import { shareContext } from '../shared-context.ts';
import { storeRecording } from '../testing/store-recording.ts';
import { TestDevice } from '../testing/test-device.ts';
import { currentKey, makeSegment } from '../testing/test-segment.ts';
import { startTestServer, TEST_ORIGIN, type TestServer } from '../testing/test-server.ts';
import { makeUser, sessionCookie } from '../testing/test-user.ts';

const TOKEN = 'a-token-for-prometheus';

let server: TestServer;
let ctx: ServerContext;
beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context({ metricsToken: TOKEN });
  shareContext(Promise.resolve(ctx));
});
afterAll(() => server.close());

async function scrape(authorization?: string): Promise<Response> {
  const request = new Request(`${TEST_ORIGIN}/api/metrics`, {
    headers: authorization === undefined ? {} : { authorization },
  });
  return route(ROUTER.dispatch)(request);
}

async function metrics(): Promise<string> {
  return (await scrape(`Bearer ${TOKEN}`)).text();
}

describe('metrics', () => {
  test('do not exist without a token, and are told to nobody but who shows it', async () => {
    shareContext(Promise.resolve(server.context()));
    expect((await scrape(`Bearer ${TOKEN}`)).status).toBe(404);
    shareContext(Promise.resolve(ctx));
    expect((await scrape()).status).toBe(401);
    expect((await scrape('Bearer another-one')).status).toBe(401);
    const answer = await scrape(`Bearer ${TOKEN}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('text/plain');
  });

  test('count what is uploaded and what is refused', async () => {
    const device = await TestDevice.enrolled(ctx);
    const segment = makeSegment({
      recording: newId(RecordingId),
      key: await currentKey(device.in(ctx)),
    });
    const statement = await device.state(segment.body);
    const put = async (body: Buffer) =>
      route(ROUTER.dispatch)(
        new Request(`${TEST_ORIGIN}/api/recorder/segments/${segment.id}`, {
          method: 'PUT',
          headers: {
            authorization: `Bearer ${await device.token()}`,
            'segment-statement': statement,
            'content-length': String(body.length),
            'content-md5': Buffer.from(segment.body.md5, 'hex').toString('base64'),
          },
          body: new Uint8Array(body),
        }),
      );
    const damaged = Buffer.from(segment.ciphertext);
    damaged[0] = (damaged[0] ?? 0) ^ 1;
    expect((await put(damaged)).status).toBe(400);
    const taken = await put(segment.ciphertext);
    expect([taken.status, taken.status === 200 ? '' : await taken.text()]).toEqual([200, '']);
    const text = await metrics();
    expect(text).toContain('workcompanion_uploads_total{outcome="digest-mismatch"} 1');
    expect(text).toContain('workcompanion_uploads_total{outcome="stored"} 1');
    expect(text).toContain(`workcompanion_upload_bytes_total ${segment.ciphertext.length}`);
    expect(text).toContain('workcompanion_ingest_seconds_count 1');
  });

  test('count what is played, to the byte', async () => {
    const { segments } = await storeRecording(ctx, { start: ctx.now() - 60_000_000, count: 1 });
    const [segment] = segments;
    const { user } = await makeUser(ctx, ['compliance']);
    const response = await route(ROUTER.dispatch)(
      new Request(`${TEST_ORIGIN}/api/playback/segments/${segment?.id}.ts`, {
        headers: { cookie: await sessionCookie(ctx, user.id) },
      }),
    );
    const { byteLength } = await response.arrayBuffer();
    expect(byteLength).toBeGreaterThan(0);
    const text = await metrics();
    expect(text).toContain(`workcompanion_playback_bytes_total ${byteLength}`);
    expect(text).toContain('workcompanion_playback_segments_total 1');
  });

  test('tell of the fleet and of the disk', async () => {
    await insertDevice(ctx.db, { lastSeenAt: ctx.now(), state: 'disk-full', backlogBytes: 77 });
    await insertDevice(ctx.db, { revokedAt: 1 });
    await insertSample(ctx.db, { at: ctx.now(), level: 'full', freeBytes: 5, hotObjects: 12 });
    const text = await metrics();
    expect(text).toContain('workcompanion_devices{health="attention"} 1');
    expect(text).not.toContain('health="revoked"');
    expect(text).toContain('workcompanion_device_backlog_bytes 77');
    expect(text).toContain('workcompanion_segments{state="hot"} 12');
    expect(text).toContain('workcompanion_hot_disk_pressure 2');
    await notePressures(ctx.db, [
      pressureOf({
        store: 'thumbnails',
        node: 'desk:1',
        at: ctx.now(),
        disk: { freeBytes: 5, totalBytes: 50 },
        reserveBytes: 10,
        trouble: null,
      }),
    ]);
    expect(await metrics()).toContain(
      'workcompanion_store_pressure{store="thumbnails",node="desk:1"} 3',
    );
    await ctx.db.delete(storageSamples);
    expect(await metrics()).not.toContain('workcompanion_segments{');
  });
});
