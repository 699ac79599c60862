import { DeviceId, newId, TeamId } from '@workcompanion/core/ids';
import { Policy } from '@workcompanion/core/protocol/policy';
import { policyOfDevice } from '@workcompanion/db/queries/policy-of-device';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { devices } from '@workcompanion/db/schema/devices';
import { people } from '@workcompanion/db/schema/people';
import { teams } from '@workcompanion/db/schema/teams';
import { insertDevice } from '@workcompanion/db/testing/insert-device';
import { desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CreatePolicy, PolicyTarget } from '../../contract/policies.ts';
import type { UserContext } from '../auth/user-context.ts';
import { TestDevice } from '../testing/test-device.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { assignPolicy, withdrawPolicy } from './assign-policy.ts';
import { createPolicy } from './create-policy.ts';
import { explainDevicePolicy } from './explain-device-policy.ts';
import { listPolicies } from './list-policies.ts';

let server: TestServer;
let admin: UserContext;
let auditor: UserContext;
beforeAll(async () => {
  server = await startTestServer();
  admin = await makeUser(server.context(), ['admin']);
  auditor = await makeUser(server.context(), ['auditor']);
});
afterAll(() => server.close());

const ALL: PolicyTarget = { scope: 'all' };

function wish(change: Partial<CreatePolicy['body']> = {}): Omit<CreatePolicy, 'target'> {
  const { version, notice, ...body } = Policy.parse({
    version: 1,
    capture: {},
    schedule: null,
    upload: {},
    storage: {},
    pause: {},
    notice: { version: 1, text: { en: 'Recorded.', 'zh-CN': '录制中。' } },
  });
  return {
    name: 'Office hours',
    note: 'Agreed',
    body: { ...body, notice: { text: notice.text }, ...change },
  };
}
const make = async (target: PolicyTarget | null, change?: Partial<CreatePolicy['body']>) =>
  (await createPolicy(admin, { ...wish(change), target })).version;
const page = () => listPolicies(admin, { limit: 50 });
const bodyOf = async (version: number) =>
  (await page()).items.find((item) => item.version === version)?.body;

async function lastAudit() {
  const [entry] = await admin.db
    .select()
    .from(auditEntries)
    .orderBy(desc(auditEntries.seq))
    .limit(1);
  return entry;
}

async function deviceInTeam(): Promise<{ device: TestDevice; team: TeamId }> {
  const device = await TestDevice.enrolled(admin);
  const team = newId(TeamId);
  await admin.db.insert(teams).values({ id: team, name: team, createdAt: 0 });
  const [row] = await admin.db.select().from(devices).where(eq(devices.id, device.id));
  if (!row) throw new Error('The device was just enrolled.');
  await admin.db.update(people).set({ teamId: team }).where(eq(people.id, row.personId));
  return { device, team };
}

describe('a new version', () => {
  test('is in force for nobody until it is assigned', async () => {
    const { device } = await deviceInTeam();
    const before = await policyOfDevice(admin.db, device.id);
    const version = await make(null);
    expect(await policyOfDevice(admin.db, device.id)).toEqual(before);
    await assignPolicy(admin, { version, target: ALL });
    expect((await policyOfDevice(admin.db, device.id)).version).toBe(version);
  });

  test('says in the audit log what it holds, whom it is for and who made it', async () => {
    const version = await make(ALL, { schedule: null });
    expect(await lastAudit()).toMatchObject({
      userId: admin.user.id,
      action: 'policy.created',
      entityType: 'policy',
      entityId: String(version),
      details: { note: 'Agreed', target: ALL, body: { version, capture: { framesPerSecond: 5 } } },
    });
  });

  test('numbers its notice anew only when the words are new', async () => {
    const notice = (en: string) => ({ notice: { text: { en, 'zh-CN': '录制。' } } });
    const first = await bodyOf(await make(null, notice('One.')));
    const other = await bodyOf(await make(null, notice('Two.')));
    const again = await bodyOf(await make(null, notice('One.')));
    expect(other?.notice.version).toBe((first?.notice.version ?? 0) + 1);
    expect(again?.notice).toEqual(first?.notice);
  });

  test('gets a number and a notice of its own when several are made at once', async () => {
    const words = ['a', 'b', 'c', 'd', 'e'];
    const versions = await Promise.all(
      words.map((word) => make(null, { notice: { text: { en: word, 'zh-CN': word } } })),
    );
    const bodies = await Promise.all(versions.map(bodyOf));
    expect(new Set(versions).size).toBe(5);
    expect(new Set(bodies.map((body) => body?.notice.version)).size).toBe(5);
  });
});

describe('the nearest assignment counts', () => {
  let everyone: number;
  beforeEach(async () => {
    everyone = await make(ALL);
  });

  test("the device's before its team's, the team's before that for all", async () => {
    const { device, team } = await deviceInTeam();
    const inForce = async () => (await policyOfDevice(admin.db, device.id)).version;
    expect(await inForce()).toBe(everyone);
    const ofTeam = await make({ scope: 'team', id: team });
    expect(await inForce()).toBe(ofTeam);
    const ofDevice = await make({ scope: 'device', id: device.id });
    expect(await inForce()).toBe(ofDevice);
    await withdrawPolicy(admin, { target: { scope: 'device', id: device.id } });
    expect(await inForce()).toBe(ofTeam);
    await withdrawPolicy(admin, { target: { scope: 'team', id: team } });
    expect(await inForce()).toBe(everyone);
  });

  test('and does not touch a neighbour', async () => {
    const { team } = await deviceInTeam();
    const neighbour = await deviceInTeam();
    await make({ scope: 'team', id: team });
    expect((await policyOfDevice(admin.db, neighbour.device.id)).version).toBe(everyone);
  });

  test('is explained with all that it overrules', async () => {
    const { device, team } = await deviceInTeam();
    const ofTeam = await make({ scope: 'team', id: team });
    const why = await explainDevicePolicy(auditor, { device: device.id });
    expect(why.effective).toMatchObject({ version: ofTeam, name: 'Office hours' });
    expect(why.assignments.map(({ target, version }) => [target.scope, version])).toEqual([
      ['team', ofTeam],
      ['all', everyone],
    ]);
  });
});

describe('refuses', () => {
  test('to change anything for who may only look', async () => {
    await expect(createPolicy(auditor, { ...wish(), target: ALL })).rejects.toMatchObject({
      code: 'forbidden',
    });
    const assignment = { version: 1, target: ALL };
    await expect(assignPolicy(auditor, assignment)).rejects.toMatchObject({ code: 'forbidden' });
    const target = { scope: 'device', id: newId(DeviceId) } as const;
    await expect(withdrawPolicy(auditor, { target })).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('a device, a team or a version that is not there, and leaves nothing behind', async () => {
    const { items } = await page();
    for (const target of [
      { scope: 'device', id: newId(DeviceId) },
      { scope: 'team', id: newId(TeamId) },
    ] as const) {
      await expect(make(target)).rejects.toMatchObject({ code: 'not-found' });
    }
    await expect(assignPolicy(admin, { version: 9999, target: ALL })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect((await page()).items).toEqual(items);
  });

  test('to withdraw what is for all', async () => {
    await expect(withdrawPolicy(admin, { target: ALL })).rejects.toMatchObject({
      code: 'invalid-input',
    });
  });
});

test('lists versions page by page, the newest first, with how many devices run each', async () => {
  const version = await make(ALL);
  await insertDevice(admin.db, { policyVersion: version });
  const first = await listPolicies(auditor, { limit: 2 });
  expect(first.items[0]).toMatchObject({ version, devices: 1, createdBy: 'Ada' });
  expect(first.assignments[0]).toMatchObject({ target: ALL, name: null, version });
  const second = await listPolicies(auditor, { limit: 2, cursor: Number(first.next) });
  expect(second.items[0]?.version).toBe(version - 2);
});

test('lists what is in force for all first, then for teams, then for devices', async () => {
  const { device, team } = await deviceInTeam();
  await make({ scope: 'device', id: device.id });
  await make({ scope: 'team', id: team });
  const scopes = (await page()).assignments.map(({ target }) => target.scope);
  const order = ['all', 'team', 'device'];
  expect(new Set(scopes)).toEqual(new Set(order));
  expect(scopes).toEqual(scopes.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)));
});
