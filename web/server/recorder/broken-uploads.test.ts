import { newId, RecordingId } from '@workcompanion/core/ids';
import { findDevice } from '@workcompanion/db/queries/select-devices';
import { deviceStates } from '@workcompanion/db/schema/device-states';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ListDevices } from '../../contract/devices.ts';
import type { ServerContext } from '../context.ts';
import type { DeviceContext } from '../device-context.ts';
import { listDevices } from '../devices/list-devices.ts';
import { TestDevice } from '../testing/test-device.ts';
import {
  chunksOf,
  currentKey,
  makeSegment,
  type SegmentWish,
  uploadOf,
} from '../testing/test-segment.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { BrokenUploads } from './broken-uploads.ts';
import { receiveSegment } from './receive-segment.ts';
import { segmentUploadOffset } from './segment-upload-offset.ts';

const HOUR = 3_600_000_000;
const LARGE = 188 * 128_000; // 24 MB
/** More than what is written at once. */
const PIECE = 1_200_000;
const HELD = { code: 'too-many-broken-uploads', retryable: true };

let server: TestServer;
let ctx: ServerContext;
let now: number;
let device: TestDevice;
let portals: readonly DeviceContext[];
let wish: SegmentWish;

beforeAll(async () => {
  server = await startTestServer();
  // In the middle of an hour, so that no test runs over its end.
  now = Math.floor((Date.now() * 1000) / HOUR) * HOUR + HOUR / 2;
  ctx = server.context({ now: () => now });
});
afterAll(() => server.close());
beforeEach(async () => {
  device = await TestDevice.enrolled(ctx);
  portals = [1, 2].map(() => device.in({ ...ctx, brokenUploads: new BrokenUploads() }));
  // By the test's own clock: it may be another day than the machine's.
  const start = now - 60_000_000;
  wish = { recording: newId(RecordingId), key: await currentKey(portal(0)), start };
});

function portal(n: number): DeviceContext {
  const own = portals[n % portals.length];
  if (own === undefined) throw new Error('there is no portal');
  return own;
}

/** A body that is not the one that was signed. */
async function sendWrong(to: DeviceContext) {
  const segment = makeSegment(wish);
  const other = makeSegment(wish).ciphertext;
  const statement = await device.sign(segment.body);
  return receiveSegment(to, uploadOf({ ...segment, ciphertext: other }, statement));
}

async function sendRight(to: DeviceContext) {
  const segment = makeSegment({ ...wish, recording: newId(RecordingId) });
  return receiveSegment(to, uploadOf(segment, await device.state(segment.body)));
}

async function* brokenAfter(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
  throw new Error('the line broke');
}

describe('uploads that come to nothing', () => {
  test('are taken up to so many an hour, over all portals, and shown to whoever looks after devices', async () => {
    for (let n = 0; n < 61; n += 1) {
      await expect(sendWrong(portal(n))).rejects.toMatchObject({ code: 'digest-mismatch' });
    }
    // The one that saw the limit passed turns it away; the other learns of it by the next.
    await expect(sendRight(portal(0))).rejects.toMatchObject({ ...HELD, retryAfterSeconds: 1_800 });
    await expect(sendWrong(portal(1))).rejects.toMatchObject({ code: 'digest-mismatch' });
    await expect(sendRight(portal(1))).rejects.toMatchObject(HELD);
    const other = await TestDevice.enrolled(ctx);
    const key = await currentKey(other.in(ctx));
    const segment = makeSegment({ key, recording: newId(RecordingId) });
    const its = uploadOf(segment, await other.state(segment.body));
    expect(await receiveSegment({ ...portal(0), device: other.in(ctx).device }, its)).toMatchObject(
      {
        receipt: expect.any(String),
      },
    );
    await ctx.db
      .update(deviceStates)
      .set({ lastSeenAt: now })
      .where(eq(deviceStates.deviceId, device.id));
    const admin = await makeUser(ctx, ['admin']);
    const { items } = await listDevices(admin, ListDevices.parse({}));
    expect(items.find(({ id }) => id === device.id)).toMatchObject({
      uploadsHeldAt: now,
      health: 'attention',
    });

    now += HOUR;
    expect(await sendRight(portal(0))).toMatchObject({ receipt: expect.any(String) });
    expect(await sendRight(portal(1))).toMatchObject({ receipt: expect.any(String) });
  });

  test('keep nobody out whose line breaks again and again while a body gets on', async () => {
    const segment = makeSegment({ ...wish, plainBytes: LARGE });
    const statement = await device.state(segment.body);
    const [own, all] = [portal(0), segment.ciphertext];
    const rest = async () => {
      const offset = await segmentUploadOffset(own, { id: segment.id, statement });
      return { offset, contentLength: all.length - offset, bytes: all.subarray(offset) };
    };
    for (let breaks = 0; breaks < 18; breaks += 1) {
      const { bytes, ...more } = await rest();
      const body = brokenAfter(bytes.subarray(0, PIECE));
      const upload = uploadOf(segment, statement, { ...more, body });
      await expect(receiveSegment(own, upload)).rejects.toMatchObject({ code: 'truncated-body' });
    }
    const row = await findDevice(ctx.db, device.id);
    expect(row?.brokenUploads).toBe(0);
    expect(row?.brokenBytes).toBeLessThan(all.length);
    const { bytes, ...more } = await rest();
    expect(more.offset).toBeGreaterThan(all.length / 2);
    const upload = uploadOf(segment, statement, { ...more, body: chunksOf(bytes) });
    expect(await receiveSegment(own, upload)).toMatchObject({ receipt: expect.any(String) });
  });
});
