import type { PressureLevel } from '@workcompanion/core/fleet/pressure-level';
import { newId, RecordingId } from '@workcompanion/core/ids';
import { storageSamples } from '@workcompanion/db/schema/storage-samples';
import { insertSample } from '@workcompanion/db/testing/insert-sample';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ServerContext } from '../context.ts';
import type { DeviceContext } from '../device-context.ts';
import { TestDevice } from '../testing/test-device.ts';
import { currentKey, makeSegment, type SegmentWish, uploadOf } from '../testing/test-segment.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { HotSpace } from './hot-space.ts';
import { receiveSegment } from './receive-segment.ts';

let server: TestServer;
let ctx: ServerContext;
let device: TestDevice;
let own: DeviceContext;
let wish: SegmentWish;

beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context();
});
afterAll(() => server.close());
beforeEach(async () => {
  await ctx.db.delete(storageSamples);
  device = await TestDevice.enrolled(ctx);
  own = device.in({ ...ctx, hotSpace: new HotSpace() });
  wish = { recording: newId(RecordingId), key: await currentKey(own) };
});

const MINUTE = 60_000_000;

const decide = (level: PressureLevel, at = ctx.now()) => insertSample(ctx.db, { at, level });

async function send(segment = makeSegment(wish)) {
  return receiveSegment(own, uploadOf(segment, await device.state(segment.body)));
}

describe('an upload', () => {
  test.each(['calm', 'early', 'full'] as const)(
    'is taken while the pressure is %s',
    async (level) => {
      await decide(level);
      expect(await send()).toHaveProperty('receipt');
    },
  );

  test('is put off while the watch over the disk says so, and taken again afterwards', async () => {
    await decide('refuse');
    const refusal = { code: 'storage-full', status: 507, retryable: true, retryAfterSeconds: 60 };
    await expect(send()).rejects.toMatchObject(refusal);
    await decide('full');
    own = { ...own, hotSpace: new HotSpace() };
    expect(await send()).toHaveProperty('receipt');
  });

  test('is not put off by a watch that is no longer there', async () => {
    await decide('refuse', ctx.now() - 3 * MINUTE);
    expect(await send()).toHaveProperty('receipt');
  });

  test('that is under way comes to its end, although the next is put off', async () => {
    const segment = makeSegment({ ...wish, plainBytes: 188 * 2_000 });
    const statement = await device.state(segment.body);
    const half = segment.ciphertext.length >> 1;
    const body = (async function* () {
      yield segment.ciphertext.subarray(0, half);
      await decide('refuse');
      own = { ...own, hotSpace: new HotSpace() };
      await expect(send(makeSegment({ ...wish, sequence: 1 }))).rejects.toMatchObject({
        code: 'storage-full',
      });
      yield segment.ciphertext.subarray(half);
    })();
    const answer = await receiveSegment(own, uploadOf(segment, statement, { body }));
    expect(answer).toHaveProperty('receipt');
  });

  test('costs no look at disk and database of its own within a second', async () => {
    expect(await send()).toHaveProperty('receipt');
    await decide('refuse');
    expect(await send(makeSegment({ ...wish, sequence: 1 }))).toHaveProperty('receipt');
  });
});
