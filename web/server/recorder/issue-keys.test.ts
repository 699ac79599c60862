import { dataKeys } from '@workcompanion/db/schema/data-keys';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDataKey } from '../keys/open-data-key.ts';
import { TestDevice } from '../testing/test-device.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { issueKeys } from './issue-keys.ts';

const HOUR = 3_600_000_000;
const NOON = Date.UTC(2026, 10, 24, 12) * 1000;
const DAY = { from: NOON - 12 * HOUR, to: NOON + 12 * HOUR };

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

async function recorderAt(now: number, keyWindowHours = 24) {
  const ctx = server.context({ now: () => now, keyWindowHours });
  const device = await TestDevice.enrolled(ctx);
  return device.in(ctx);
}

test('issues the key of the window and of the next, and the same ones again', async () => {
  const ctx = await recorderAt(NOON);
  const first = await issueKeys(ctx, { at: NOON });
  expect(first.keys.map((key) => key.window)).toEqual([
    DAY,
    { from: DAY.to, to: DAY.to + 24 * HOUR },
  ]);
  expect(await issueKeys(ctx, { at: NOON + HOUR })).toEqual(first);
});

test('makes one key per window however many ask at once', async () => {
  const ctx = await recorderAt(NOON);
  const answers = await Promise.all(Array.from({ length: 8 }, () => issueKeys(ctx, { at: NOON })));
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  const rows = await ctx.db.select().from(dataKeys).where(eq(dataKeys.deviceId, ctx.device.id));
  expect(rows).toHaveLength(2);
});

test('gives each device its own', async () => {
  const [one, other] = [await recorderAt(NOON), await recorderAt(NOON)];
  const [key] = (await issueKeys(one, { at: NOON })).keys;
  const [another] = (await issueKeys(other, { at: NOON })).keys;
  expect(key?.key).not.toBe(another?.key);
  expect(key?.keyId).not.toBe(another?.keyId);
});

test('keeps what it issues wrapped, and opens it again', async () => {
  const ctx = await recorderAt(NOON);
  const [issued] = (await issueKeys(ctx, { at: NOON })).keys;
  const plain = Buffer.from(issued?.key ?? '', 'base64url');
  expect(plain).toHaveLength(16);
  const [row] = await ctx.db.select().from(dataKeys).where(eq(dataKeys.deviceId, ctx.device.id));
  expect(row?.wrapped?.includes(plain)).toBe(false);
  expect((await openDataKey(ctx, row?.id ?? issued?.keyId ?? never()))?.key).toEqual(plain);
});

test.each([
  ['long past', NOON - 100 * 24 * HOUR, DAY.from - 24 * HOUR],
  ['far ahead', NOON + 100 * 24 * HOUR, DAY.to],
])('of a time %s, issues only the nearest window', async (_, at, from) => {
  const ctx = await recorderAt(NOON);
  expect((await issueKeys(ctx, { at })).keys[0]?.window.from).toBe(from);
});

test('aligns shorter windows to UTC', async () => {
  const ctx = await recorderAt(NOON + HOUR, 6);
  const [key] = (await issueKeys(ctx, { at: NOON + HOUR })).keys;
  expect(key?.window).toEqual({ from: NOON, to: NOON + 6 * HOUR });
});

function never(): never {
  throw new Error('nothing was issued');
}
