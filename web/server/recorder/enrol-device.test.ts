import { randomBytes } from 'node:crypto';
import { AppError } from '@workcompanion/core/errors';
import { EnrolmentTokenId, newId, PersonId, TeamId } from '@workcompanion/core/ids';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { devices } from '@workcompanion/db/schema/devices';
import { enrolmentTokens } from '@workcompanion/db/schema/enrolment-tokens';
import { people } from '@workcompanion/db/schema/people';
import { teams } from '@workcompanion/db/schema/teams';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServerContext } from '../context.ts';
import { sha256 } from '../keys/sha256.ts';
import { TEST_HOST, TestDevice } from '../testing/test-device.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { enrolDevice } from './enrol-device.ts';

const ADDRESS = '198.51.100.7';

let server: TestServer;
let ctx: ServerContext;
beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context();
});
afterAll(() => server.close());

async function makeToken(overrides: Partial<typeof enrolmentTokens.$inferInsert> = {}) {
  const token = randomBytes(24).toString('base64url');
  const id = newId(EnrolmentTokenId);
  await ctx.db.insert(enrolmentTokens).values({
    id,
    tokenHash: sha256(token),
    label: 'floor 2',
    createdAt: 0,
    expiresAt: ctx.now() + 3_600_000_000,
    maxUses: 5,
    ...overrides,
  });
  return { id, token };
}

async function enrol(device: TestDevice, token: string, host: Partial<typeof TEST_HOST> = {}) {
  return enrolDevice(ctx, {
    address: ADDRESS,
    bearer: await device.token(),
    request: {
      token,
      device: device.id,
      publicKey: device.publicKey,
      host: { ...TEST_HOST, ...host },
    },
  });
}

async function usesOf(id: EnrolmentTokenId) {
  const [row] = await ctx.db.select().from(enrolmentTokens).where(eq(enrolmentTokens.id, id));
  return row?.uses;
}

function rowOf(device: TestDevice) {
  return ctx.db.select().from(devices).where(eq(devices.id, device.id));
}

describe('a recorder with a valid token', () => {
  test('becomes a device of the person whose login it reports, in their time zone', async () => {
    const { token, id } = await makeToken();
    const device = await TestDevice.make();
    expect(await enrol(device, token, { userName: 'Zhao.Min' })).toEqual({
      device: device.id,
      personName: 'Zhao.Min',
      approval: 'approved',
    });
    const [person] = await ctx.db.select().from(people).where(eq(people.login, 'zhao.min'));
    expect(person).toMatchObject({ timeZone: 'Asia/Shanghai' });
    expect(await rowOf(device)).toMatchObject([{ personId: person?.id, revokedAt: null }]);
    expect(await usesOf(id)).toBe(1);
    const audited = await ctx.db
      .select()
      .from(auditEntries)
      .where(eq(auditEntries.entityId, device.id));
    expect(audited).toMatchObject([{ action: 'device.enrolled', userId: null }]);
  });

  test('joins the person that exists already, however the login is written, if its token trusts it', async () => {
    const { token } = await makeToken({ trustedHosts: ['DESK-7'] });
    const [first, second] = [await TestDevice.make(), await TestDevice.make()];
    await enrol(first, token, { userName: 'Hana' });
    await enrol(second, token, { userName: 'HANA' });
    const [one] = await rowOf(first);
    expect(await rowOf(second)).toMatchObject([{ personId: one?.personId }]);
  });

  test("is filed under the token's person when it names one", async () => {
    const personId = newId(PersonId);
    await ctx.db
      .insert(people)
      .values({ id: personId, name: 'Chen Yu', timeZone: 'UTC', createdAt: 0 });
    const { token } = await makeToken({ personId });
    expect(await enrol(await TestDevice.make(), token)).toMatchObject({ personName: 'Chen Yu' });
  });

  test("puts a new person into the token's team", async () => {
    const teamId = newId(TeamId);
    await ctx.db.insert(teams).values({ id: teamId, name: 'Sales', createdAt: 0 });
    const { token } = await makeToken({ teamId });
    await enrol(await TestDevice.make(), token, { userName: 'Ines' });
    const [person] = await ctx.db.select().from(people).where(eq(people.login, 'ines'));
    expect(person?.teamId).toBe(teamId);
  });

  test('gets the same answer again, also when the token is used up by then', async () => {
    const { token, id } = await makeToken({ maxUses: 1 });
    const device = await TestDevice.make();
    const first = await enrol(device, token);
    expect(await enrol(device, token)).toEqual(first);
    expect(await usesOf(id)).toBe(1);
  });

  test('falls back to UTC for a time zone that nobody knows', async () => {
    const { token } = await makeToken();
    await enrol(await TestDevice.make(), token, { userName: 'nowhere', timeZone: 'Mars/Olympus' });
    const [person] = await ctx.db.select().from(people).where(eq(people.login, 'nowhere'));
    expect(person?.timeZone).toBe('UTC');
  });
});

describe('is refused, and no device is made:', () => {
  test.each([
    ['an expired token', { expiresAt: 1 }, 'enrolment-token-expired'],
    ['a revoked token', { revokedAt: 1 }, 'enrolment-token-revoked'],
    ['a token that is used up', { uses: 5 }, 'enrolment-token-used'],
  ])('%s', async (_, overrides, code) => {
    const { token } = await makeToken(overrides);
    const device = await TestDevice.make();
    await expect(enrol(device, token)).rejects.toMatchObject({ code });
    expect(await rowOf(device)).toEqual([]);
  });

  test('a token that nobody made', async () => {
    const refused = enrol(await TestDevice.make(), 'x'.repeat(32));
    await expect(refused).rejects.toMatchObject({ code: 'enrolment-token-unknown' });
  });

  test('a key that the sender does not hold', async () => {
    const { token } = await makeToken();
    const [device, thief] = [await TestDevice.make(), await TestDevice.make()];
    const bearer = await thief.token({ device: device.id });
    const { id, publicKey } = device;
    const request = { token, device: id, publicKey, host: TEST_HOST };
    await expect(enrolDevice(ctx, { bearer, request, address: ADDRESS })).rejects.toMatchObject({
      code: 'unauthenticated',
    });
  });

  test("a bearer token of another device than the request's", async () => {
    const { token } = await makeToken();
    const device = await TestDevice.make();
    const other = await TestDevice.make();
    const request = { token, device: other.id, publicKey: device.publicKey, host: TEST_HOST };
    await expect(
      enrolDevice(ctx, { bearer: await device.token(), request, address: ADDRESS }),
    ).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  test('another key for a device that is enrolled', async () => {
    const { token } = await makeToken();
    const device = await TestDevice.make();
    await enrol(device, token);
    const other = await TestDevice.make();
    const request = { token, device: device.id, publicKey: other.publicKey, host: TEST_HOST };
    const bearer = await other.token({ device: device.id });
    await expect(enrolDevice(ctx, { bearer, request, address: ADDRESS })).rejects.toMatchObject({
      code: 'already-exists',
    });
  });

  test('a device that was revoked', async () => {
    const { token } = await makeToken();
    const device = await TestDevice.make();
    await enrol(device, token);
    await ctx.db.update(devices).set({ revokedAt: 1 }).where(eq(devices.id, device.id));
    await expect(enrol(device, token)).rejects.toMatchObject({ code: 'device-revoked' });
  });

  test('a recorder older than this server takes', async () => {
    const { token } = await makeToken();
    const old = enrol(await TestDevice.make(), token, { recorderVersion: '0.0.9' });
    await expect(old).rejects.toMatchObject({ code: 'recorder-too-old' });
  });
});

test('a token for three devices lets in three of eight that come at once', async () => {
  const { token, id } = await makeToken({ maxUses: 3 });
  const recorders = await Promise.all(Array.from({ length: 8 }, () => TestDevice.make()));
  const answers = await Promise.allSettled(recorders.map((device) => enrol(device, token)));
  const refusals = answers.flatMap((answer) =>
    answer.status === 'rejected' && answer.reason instanceof AppError ? [answer.reason.code] : [],
  );
  expect(refusals).toEqual(Array.from({ length: 5 }, () => 'enrolment-token-used'));
  expect(await usesOf(id)).toBe(3);
});
