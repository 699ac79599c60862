import { isDeepStrictEqual } from 'node:util';
import { HeartbeatRequest } from '@workcompanion/core/protocol/messages';
import { findDevice } from '@workcompanion/db/queries/select-devices';
import { deviceStates } from '@workcompanion/db/schema/device-states';
import { devices } from '@workcompanion/db/schema/devices';
import { eq, getTableColumns, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestDevice } from '../testing/test-device.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { logDelivery } from '../views/log-delivery.ts';
import { receiveHeartbeat } from './receive-heartbeat.ts';

const NOON = Date.UTC(2026, 10, 24, 12) * 1000;
const BEAT = HeartbeatRequest.parse({
  state: 'recording',
  recorderVersion: '0.1.0',
  policyVersion: 1,
  displays: ['HDMI-1'],
  backlog: { segments: 2, bytes: 700_000, oldest: NOON - 60_000_000 },
  parked: [{ index: 4, code: 'digest-mismatch' }],
  pictureProblems: [{ display: 'HDMI-1', problem: 'frozen' }],
  lastFrameAt: NOON - 1_000_000,
  clockOffset: 12,
  freeDiskBytes: 5_000_000_000,
  keyStorage: 'file',
});

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

async function recorder() {
  const ctx = server.context({ now: () => NOON });
  return (await TestDevice.enrolled(ctx)).in(ctx);
}

test('keeps what the recorder says and answers the time, policy and key window', async () => {
  const ctx = await recorder();
  expect(await receiveHeartbeat(ctx, BEAT)).toMatchObject({
    serverTime: NOON,
    policyVersion: 1,
    journal: { next: 0, end: 0 },
  });
  expect(await findDevice(ctx.db, ctx.device.id)).toMatchObject({
    state: 'recording',
    displays: ['HDMI-1'],
    backlogSegments: 2,
    backlogOldest: NOON - 60_000_000,
    parked: [{ index: 4, code: 'digest-mismatch' }],
    pictureProblems: [{ display: 'HDMI-1', problem: 'frozen' }],
    lastFrameAt: NOON - 1_000_000,
    lastSeenAt: NOON,
    keyStorage: 'file',
  });
});

test('changes no column of an index, or each would write all indexes of the row anew', async () => {
  const ctx = await recorder();
  const before = Object.entries((await findDevice(ctx.db, ctx.device.id)) ?? {});
  await receiveHeartbeat(ctx, BEAT);
  const after = new Map(Object.entries((await findDevice(ctx.db, ctx.device.id)) ?? {}));
  const changed = before
    .filter(([column, value]) => !isDeepStrictEqual(value, after.get(column)))
    .map(([column]) => column);
  expect(changed).toContain('lastSeenAt');
  const { rows } = await ctx.db.execute<{ name: string }>(sql`
    select attname as name from pg_index join pg_attribute on attrelid = indrelid and attnum = any(indkey)
    where indrelid = 'device_states'::regclass`);
  const indexed = new Set(rows.map(({ name }) => name));
  const columns = Object.entries(getTableColumns(deviceStates));
  const names = columns.filter(([key]) => changed.includes(key)).map(([, { name }]) => name);
  expect(names.filter((name) => indexed.has(name))).toEqual([]);
});

test('leaves the row of the device alone while the recorder says the same of itself', async () => {
  const ctx = await recorder();
  const versionOf = async () => {
    const [row] = await ctx.db
      .select({ version: sql<string>`xmin` })
      .from(devices)
      .where(eq(devices.id, ctx.device.id));
    return row?.version;
  };
  await receiveHeartbeat(ctx, BEAT);
  const before = await versionOf();
  await receiveHeartbeat(ctx, { ...BEAT, freeDiskBytes: 1 });
  expect(await versionOf()).toBe(before);
  await receiveHeartbeat(ctx, { ...BEAT, recorderVersion: '9.9.9' });
  expect(await versionOf()).not.toBe(before);
  expect((await findDevice(ctx.db, ctx.device.id))?.recorderVersion).toBe('9.9.9');
});

test('keeps the last frame known when a recorder that just started has none yet', async () => {
  const ctx = await recorder();
  await receiveHeartbeat(ctx, BEAT);
  await receiveHeartbeat(ctx, { ...BEAT, lastFrameAt: null });
  expect((await findDevice(ctx.db, ctx.device.id))?.lastFrameAt).toBe(NOON - 1_000_000);
});

test('tells the recorder while somebody watches live, and not for what is watched later', async () => {
  const ctx = await recorder();
  const viewer = await makeUser(ctx, ['compliance']);
  const watchedNow = async () => (await receiveHeartbeat(ctx, BEAT)).watchedNow;
  const deliver = (from: number) =>
    logDelivery(viewer, {
      device: ctx.device.id,
      purposeId: null,
      stretch: { kind: 'footage', display: 'HDMI-1', from, to: from + 9_000_000 },
    });
  await deliver(NOON - 600_000_000);
  expect(await watchedNow()).toBe(false);
  await deliver(NOON - 9_000_000);
  expect(await watchedNow()).toBe(true);
  const later = { ...ctx, now: () => NOON + 3 * 60_000_000 };
  expect((await receiveHeartbeat(later, BEAT)).watchedNow).toBe(false);
});
