import { findDevice } from '@workcompanion/db/queries/select-devices';
import { deviceStates } from '@workcompanion/db/schema/device-states';
import { insertDevice } from '@workcompanion/db/testing/insert-device';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Overview } from '../../contract/overview.ts';
import type { UserContext } from '../auth/user-context.ts';
import type { ServerContext } from '../context.ts';
import { storeRecording } from '../testing/store-recording.ts';
import { TestDevice } from '../testing/test-device.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { readOverview } from './read-overview.ts';

const MINUTE = 60_000_000;
const HOUR = 60 * MINUTE;
const NOW = Date.UTC(2026, 10, 24, 10) * 1000;

let server: TestServer;
let ctx: ServerContext;
let viewer: UserContext;
beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context({ now: () => NOW });
  viewer = await makeUser(ctx, ['compliance']);
});
afterAll(() => server.close());

describe('the overview', () => {
  test('counts devices by health, by their last verified frame, and what waits on them', async () => {
    const live = await TestDevice.enrolled(ctx);
    await storeRecording(ctx, { device: live, start: NOW - 4 * MINUTE, count: 3 });
    const seen = { lastSeenAt: NOW, state: 'recording', lastFrameAt: NOW } as const;
    await ctx.db.update(deviceStates).set(seen).where(eq(deviceStates.deviceId, live.id));
    const oldest = NOW - HOUR;
    const backlog = { backlogSegments: 40, backlogBytes: 9_000, backlogOldest: oldest };
    const behind = await insertDevice(ctx.db, { ...seen, ...backlog });
    const parked = await insertDevice(ctx.db, {
      ...seen,
      parked: [{ index: 1, code: 'internal' }],
    });
    await insertDevice(ctx.db);
    await insertDevice(ctx.db, { revokedAt: NOW });

    const overview = await readOverview(viewer);
    expect(Overview.safeParse(overview).error).toBeUndefined();
    const health = Object.fromEntries(overview.health.map((one) => [one.health, one.count]));
    expect(health).toEqual({ live: 1, behind: 1, attention: 1, silent: 1, paused: 0, idle: 0 });
    const frames = Object.fromEntries(overview.frames.map(({ age, count }) => [age, count]));
    expect(frames).toEqual({ minutes: 1, hour: 0, day: 0, week: 0, older: 0, never: 3 });
    expect(overview).toMatchObject({
      devices: 4,
      people: 4,
      backlog: { devices: 1, segments: 40, bytes: 9_000, oldest },
      parked: 1,
      holes: 0,
    });
    expect(overview.watch.map(({ id }) => id)).toEqual([parked, behind]);
  });

  test('tells nothing of people out of reach', async () => {
    const nobody = await readOverview(await makeUser(ctx, ['manager']));
    expect(nobody).toMatchObject({ devices: 0, people: 0, watch: [] });
  });
});

test.each([
  [5 * MINUTE, 'minutes'],
  [6 * MINUTE, 'hour'],
  [2 * HOUR, 'day'],
  [25 * HOUR, 'week'],
  [8 * 24 * HOUR, 'older'],
] as const)('footage of %d µs ago is of the last %s', async (ago, age) => {
  const countOf = async () =>
    (await readOverview(viewer)).frames.find((frames) => frames.age === age)?.count ?? 0;
  const before = await countOf();
  await insertDevice(ctx.db, { verifiedAt: NOW - ago });
  expect(await countOf()).toBe(before + 1);
});

test('footage that comes late makes no device look older', async () => {
  const device = await TestDevice.enrolled(ctx);
  const verifiedAt = async () => (await findDevice(ctx.db, device.id))?.verifiedAt;
  await storeRecording(ctx, { device, start: NOW - 4 * MINUTE, count: 2 });
  expect(await verifiedAt()).toBe(NOW - 2 * MINUTE);
  await storeRecording(ctx, { device, start: NOW - 20 * MINUTE, count: 1 });
  expect(await verifiedAt()).toBe(NOW - 2 * MINUTE);
});
