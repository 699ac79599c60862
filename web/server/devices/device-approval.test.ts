import { randomBytes } from 'node:crypto';
import { EnrolmentTokenId, newId, PersonId, TeamId, UserId } from '@workcompanion/core/ids';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { devices } from '@workcompanion/db/schema/devices';
import { enrolmentTokens } from '@workcompanion/db/schema/enrolment-tokens';
import { people } from '@workcompanion/db/schema/people';
import { teamManagers } from '@workcompanion/db/schema/team-managers';
import { teams } from '@workcompanion/db/schema/teams';
import { users } from '@workcompanion/db/schema/users';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ListDevices } from '../../contract/devices.ts';
import { ListPeople } from '../../contract/people.ts';
import { reachDevice } from '../auth/reach/reach-person.ts';
import type { UserContext } from '../auth/user-context.ts';
import type { ServerContext } from '../context.ts';
import { authorContext } from '../journal/prove-statement.ts';
import { sha256 } from '../keys/sha256.ts';
import { readOverview } from '../overview/read-overview.ts';
import { listPeople } from '../people/list-people.ts';
import { readPersonDay } from '../people/read-person-day.ts';
import { segmentsInReach } from '../playback/segments-in-reach.ts';
import { requireViewRight } from '../playback/view-rights.ts';
import { authenticateDevice } from '../recorder/authenticate-device.ts';
import { enrolDevice } from '../recorder/enrol-device.ts';
import { listWatchers } from '../recorder/list-watchers.ts';
import { receiveHeartbeat } from '../recorder/receive-heartbeat.ts';
import { storeRecording } from '../testing/store-recording.ts';
import { TEST_HOST, TestDevice } from '../testing/test-device.ts';
import { testHeartbeat } from '../testing/test-heartbeat.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { decideDevice } from './decide-device.ts';
import { listDevices } from './list-devices.ts';
import { listWaitingDevices } from './list-waiting-devices.ts';

const NOW = Date.parse('2026-11-24T10:00:00.000Z') * 1000;
const MINUTE = 60_000_000;
const DAY = '2026-11-24';

let server: TestServer;
let ctx: ServerContext;
let admin: UserContext;
let compliance: UserContext;
beforeAll(async () => {
  server = await startTestServer();
  ctx = { ...server.context(), now: () => NOW };
  admin = await makeUser(ctx, ['admin']);
  compliance = await makeUser(ctx, ['compliance']);
});
afterAll(() => server.close());

async function makeToken(overrides: Partial<typeof enrolmentTokens.$inferInsert> = {}) {
  const token = randomBytes(24).toString('base64url');
  await ctx.db.insert(enrolmentTokens).values({
    id: newId(EnrolmentTokenId),
    tokenHash: sha256(token),
    label: 'shared',
    createdAt: 0,
    expiresAt: NOW + 60 * MINUTE,
    maxUses: 50,
    ...overrides,
  });
  return token;
}

async function enrol(token: string, host: Partial<typeof TEST_HOST>) {
  const device = await TestDevice.make();
  const answer = await enrolDevice(ctx, {
    bearer: await device.token({ nowMs: NOW / 1000 }),
    address: '198.51.100.7',
    request: {
      token,
      device: device.id,
      publicKey: device.publicKey,
      host: { ...TEST_HOST, ...host },
    },
  });
  return { device, answer };
}

/** A person of another team, who has a manager and a device with footage of this morning. */
async function makeVictim(login: string) {
  const [team, person] = [newId(TeamId), await enrolFirst(login)];
  await ctx.db.insert(teams).values({ id: team, name: `Team of ${login}`, createdAt: 0 });
  await ctx.db.update(people).set({ teamId: team }).where(eq(people.id, person));
  const manager = newId(UserId);
  await ctx.db.insert(users).values({
    id: manager,
    email: `${login}@example.com`,
    name: `The manager of ${login}`,
    passwordHash: 'none',
    roles: ['manager'],
    createdAt: 0,
  });
  await ctx.db.insert(teamManagers).values({ teamId: team, userId: manager });
  return { person };
}

async function enrolFirst(login: string): Promise<PersonId> {
  const { answer, device } = await enrol(await makeToken(), { userName: login });
  expect(answer).toMatchObject({ personName: login, approval: 'approved' });
  return (await rowOf(device)).personId;
}

async function rowOf({ id }: TestDevice) {
  const [row] = await ctx.db.select().from(devices).where(eq(devices.id, id));
  if (row === undefined) throw new Error('no such device');
  return row;
}

async function waits({ id }: TestDevice): Promise<boolean> {
  const { items } = await listWaitingDevices(admin);
  return items.some((item) => item.id === id);
}

const beat = (device: TestDevice) =>
  receiveHeartbeat(device.in(ctx), testHeartbeat({ displays: ['HDMI-1'], clockOffset: 0 }));

function recordOn(device: TestDevice) {
  return storeRecording(ctx, { device, start: NOW - 4 * MINUTE, count: 2 });
}

async function recordedOf(person: PersonId): Promise<number> {
  return (await readPersonDay(compliance, { person, date: DAY })).recordedMicros;
}

describe('a device that claims to be somebody’s who is known', () => {
  test('uploads, learns nothing of the person, and shows nothing under the name', async () => {
    const { person } = await makeVictim('mara');
    const { device, answer } = await enrol(await makeToken(), {
      userName: 'Mara',
      hostname: 'EVIL-1',
    });
    expect(answer).toEqual({ device: device.id, personName: 'Mara', approval: 'waiting' });
    expect(await beat(device)).toMatchObject({ approval: 'waiting', policyVersion: 1 });
    expect(await listWatchers(device.in(ctx))).toMatchObject({
      watchingNow: [],
      mayWatch: [],
      lent: [],
      views: [],
    });
    await recordOn(device);

    expect(await recordedOf(person)).toBe(0);
    const window = { device: device.id, display: null, from: NOW - 10 * MINUTE, to: NOW };
    await expect(segmentsInReach(compliance, window, 10)).rejects.toMatchObject({
      code: 'not-found',
    });
    // A caller who knows the id of a segment.
    const footage = { device: device.id, from: window.from, to: window.to };
    await expect(requireViewRight(compliance, footage)).rejects.toMatchObject({
      code: 'not-found',
    });
    for (const reader of [compliance, admin]) {
      await expect(reachDevice(reader, 'list', device.id)).rejects.toMatchObject({
        code: 'not-found',
      });
      const listed = await listDevices(reader, ListDevices.parse({ device: device.id }));
      expect(listed.items).toEqual([]);
      const people = await listPeople(reader, ListPeople.parse({ limit: 200 }));
      expect(people.items.map(({ name }) => name)).not.toContain('EVIL-1');
      expect(JSON.stringify(await readOverview(reader))).not.toContain('EVIL-1');
    }
  });

  test('is told to administrators with where it came from, and comes under the name when they agree', async () => {
    const { person } = await makeVictim('nils');
    const { device } = await enrol(await makeToken({ label: 'floor 2' }), {
      userName: 'nils',
      hostname: 'NEW-1',
      serialNumber: 'SN-77',
    });
    await recordOn(device);
    const { personId: nobody } = await rowOf(device);
    const { items } = await listWaitingDevices(admin);
    expect(items.find(({ id }) => id === device.id)).toMatchObject({
      hostname: 'NEW-1',
      claimed: { id: person, name: 'nils', team: 'Team of nils' },
      why: 'other-team',
      enrolment: {
        userName: 'nils',
        serialNumber: 'SN-77',
        address: '198.51.100.7',
        tokenLabel: 'floor 2',
        wasApproved: false,
      },
    });
    await expect(listWaitingDevices(compliance)).rejects.toMatchObject({ code: 'forbidden' });

    const approval = { decision: 'approve', device: device.id, personId: person } as const;
    await expect(decideDevice(compliance, approval)).rejects.toMatchObject({ code: 'forbidden' });
    await decideDevice(admin, approval);
    await decideDevice(admin, approval);
    expect(await waits(device)).toBe(false);
    expect(await recordedOf(person)).toBeGreaterThan(0);
    expect(await beat(device)).toMatchObject({ approval: 'approved' });
    const { mayWatch } = await listWatchers(device.in(ctx));
    expect(mayWatch.map(({ name }) => name)).toContain('The manager of nils');
    const [listed] = (await listDevices(admin, ListDevices.parse({ device: device.id }))).items;
    expect(listed?.enrolment).toMatchObject({ address: '198.51.100.7', wasApproved: true });
    expect(await ctx.db.select().from(people).where(eq(people.id, nobody))).toEqual([]);
    const audited = await ctx.db
      .select({ details: auditEntries.details })
      .from(auditEntries)
      .where(and(eq(auditEntries.action, 'device.approved'), eq(auditEntries.entityId, device.id)));
    expect(audited).toMatchObject([{ details: { personId: person, claimed: person } }]);
  });

  test('is somebody else’s when an administrator says so', async () => {
    const [claimed, other] = [await makeVictim('olga'), await makeVictim('pavel')];
    const { device } = await enrol(await makeToken(), { userName: 'olga' });
    await recordOn(device);
    await decideDevice(admin, {
      decision: 'approve',
      device: device.id,
      personId: other.person,
    });
    expect(await recordedOf(claimed.person)).toBe(0);
    expect(await recordedOf(other.person)).toBeGreaterThan(0);
    const late = { decision: 'refuse', device: device.id } as const;
    await expect(decideDevice(admin, late)).rejects.toMatchObject({ code: 'already-exists' });
  });

  test('is refused for good, with what it has recorded', async () => {
    const { person } = await makeVictim('quinn');
    const token = await makeToken();
    const { device } = await enrol(token, { userName: 'quinn' });
    await recordOn(device);
    const { personId: nobody } = await rowOf(device);
    const toNobody = { decision: 'approve', device: device.id, personId: nobody } as const;
    await expect(decideDevice(admin, toNobody)).rejects.toMatchObject({ code: 'not-found' });
    await decideDevice(admin, { decision: 'refuse', device: device.id });
    const bearer = await device.token({ nowMs: NOW / 1000 });
    await expect(authenticateDevice(ctx, bearer)).rejects.toMatchObject({ code: 'device-refused' });
    const { id, publicKey } = device;
    const again = { token, device: id, publicKey, host: TEST_HOST };
    await expect(
      enrolDevice(ctx, { bearer, request: again, address: '198.51.100.7' }),
    ).rejects.toMatchObject({ code: 'device-refused' });
    expect(await waits(device)).toBe(false);
    expect(await recordedOf(person)).toBe(0);
  });

  test('keeps what it recorded as its former device until it is approved', async () => {
    const { person } = await makeVictim('rosa');
    const former = await TestDevice.enrolled(ctx);
    await ctx.db.update(devices).set({ personId: person }).where(eq(devices.id, former.id));
    const { device } = await enrol(await makeToken(), { userName: 'rosa' });
    const statement = await former.state({ kind: 'policy-applied', policyVersion: 1 });
    await expect(authorContext(device.in(ctx), statement)).rejects.toMatchObject({
      code: 'approval-awaited',
      retryable: true,
    });
    await decideDevice(admin, { decision: 'approve', device: device.id, personId: person });
    expect((await authorContext(device.in(ctx), statement)).device.id).toBe(former.id);
  });
});

describe('needs no approval:', () => {
  test('a device with a token for one person, whatever login it tells', async () => {
    const [person, other] = [await makeVictim('sina'), await makeVictim('tom')];
    const token = await makeToken({ personId: person.person });
    const { device, answer } = await enrol(token, { userName: 'tom' });
    expect(answer).toMatchObject({ personName: 'sina', approval: 'approved' });
    expect((await rowOf(device)).personId).toBe(person.person);
    await recordOn(device);
    expect(await recordedOf(other.person)).toBe(0);
  });

  test.each([
    ['uma', 'its serial number', { serialNumber: 'sn-1 ' }],
    ['udo', 'its name', { hostname: 'Kiosk-3' }],
    ['ugo', 'its domain', { hostname: 'pc9.Corp.Example' }],
  ])('a machine of %s that its token trusts by %s', async (userName, _, host) => {
    await makeVictim(userName);
    const token = await makeToken({ trustedHosts: ['SN-1', 'kiosk-3', '.corp.example'] });
    const { answer } = await enrol(token, { userName, ...host });
    expect(answer.approval).toBe('approved');
    const stranger = await enrol(token, { userName, hostname: 'corp.example.evil' });
    expect(stranger.answer.approval).toBe('waiting');
  });

  test('the first device of a person who was made known before, by a token of their team', async () => {
    const team = newId(TeamId);
    await ctx.db.insert(teams).values({ id: team, name: 'Prepared', createdAt: 0 });
    for (const login of ['ute', 'viktor']) {
      await ctx.db.insert(people).values({
        id: newId(PersonId),
        name: login,
        login,
        timeZone: 'UTC',
        teamId: team,
        createdAt: 0,
      });
    }
    const ofTeam = await enrol(await makeToken({ teamId: team }), { userName: 'ute' });
    expect(ofTeam.answer.approval).toBe('approved');
    const ofNone = await enrol(await makeToken(), { userName: 'viktor' });
    expect(ofNone.answer.approval).toBe('waiting');
  });

  test('of two that claim a new login at once, the first', async () => {
    const token = await makeToken();
    const both = await Promise.all([1, 2].map(() => enrol(token, { userName: 'wanda' })));
    expect(both.map(({ answer }) => answer.approval).sort()).toEqual(['approved', 'waiting']);
  });
});
