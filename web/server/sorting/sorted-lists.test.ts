import {
  CaseId,
  DeletionId,
  type DeviceId,
  GrantId,
  HoldId,
  newId,
  RetentionRuleId,
} from '@workcompanion/core/ids';
import { caseMembers } from '@workcompanion/db/schema/case-members';
import { cases } from '@workcompanion/db/schema/cases';
import { deletions } from '@workcompanion/db/schema/deletions';
import { devices } from '@workcompanion/db/schema/devices';
import { grants } from '@workcompanion/db/schema/grants';
import { holds } from '@workcompanion/db/schema/holds';
import { retentionRules } from '@workcompanion/db/schema/retention-rules';
import { users } from '@workcompanion/db/schema/users';
import { views } from '@workcompanion/db/schema/views';
import { insertDevice } from '@workcompanion/db/testing/insert-device';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AuditSort } from '../../contract/audit.ts';
import { CaseSort } from '../../contract/cases.ts';
import { DeviceSort } from '../../contract/devices.ts';
import { HoldSort } from '../../contract/holds.ts';
import { PersonMonthSort } from '../../contract/month.ts';
import { PersonSort } from '../../contract/people.ts';
import { DeletionSort } from '../../contract/retention.ts';
import { UserSort } from '../../contract/users.ts';
import { ViewSort } from '../../contract/views.ts';
import { ListAudit, listAudit } from '../audit/list-audit.ts';
import type { UserContext } from '../auth/user-context.ts';
import { ListCases, listCases } from '../cases/list-cases.ts';
import { makeCase } from '../cases/make-case.ts';
import { ListDevices, listDevices } from '../devices/list-devices.ts';
import { ListHolds, listHolds } from '../holds/list-holds.ts';
import { parseInput } from '../http/parse-input.ts';
import { ListPeople, listPeople } from '../people/list-people.ts';
import { ListPeopleOfMonth, listPeopleOfMonth } from '../people/list-people-of-month.ts';
import { ListDeletions, listDeletions } from '../retention/list-deletions.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { ListUsers, listUsers } from '../users/list-users.ts';
import { ListViews, listViews } from '../views/list-views.ts';

const COUNT = 11;
const VERSIONS = ['0.9.0', '0.10.0', '0.10.1-beta.1', 'unknown'] as const;

let server: TestServer;
let all: UserContext;
beforeAll(async () => {
  server = await startTestServer();
  all = await makeUser(server.context(), ['admin', 'compliance', 'auditor']);
  const owned: DeviceId[] = [];
  for (let at = 0; at < COUNT; at += 1) owned.push(await insertComputer(at));
  for (const [at, device] of owned.entries()) await insertWhatIsListed(at, device);
});
afterAll(() => server.close());

/** Values shared by several, and none for some. */
async function insertComputer(at: number): Promise<DeviceId> {
  return insertDevice(all.db, {
    recorderVersion: VERSIONS[at % VERSIONS.length] ?? '',
    policyVersion: at % 3,
    backlogBytes: (at % 4) * 1_000_000_000,
    lastFrameAt: at % 3 === 0 ? null : 1_764_000_000_000_000 + (at % 4),
    clockOffset: at % 5 === 0 ? null : (at % 4) - 2,
  });
}

async function insertWhatIsListed(at: number, device: DeviceId): Promise<void> {
  const [row] = await all.db.select().from(devices).where(eq(devices.id, device));
  if (!row) throw new Error('no such device');
  const { employeeId } = row;
  const by = all.user.id;
  const made = await makeCase(all, { title: `Case ${at % 3}`, description: '' });
  if (at % 2 === 0)
    await all.db
      .update(cases)
      .set({ closedAt: 1, closedBy: by })
      .where(eq(cases.id, CaseId.parse(made.id)));
  const member = await makeUser(all, at % 2 === 0 ? ['employee', 'manager'] : ['auditor']);
  await all.db
    .insert(caseMembers)
    .values({ caseId: made.id, userId: member.user.id, addedAt: 1, addedBy: by });
  const lastSignInAt = at % 3 === 0 ? null : 1_000_000 * (at % 2);
  await all.db.update(users).set({ lastSignInAt }).where(eq(users.id, member.user.id));
  const stretch = { footageFrom: (at % 4) * 1_000_000, reason: '-' };
  await all.db.insert(holds).values({
    ...{ id: newId(HoldId), employeeId, ...stretch, placedAt: at, placedBy: by },
    expiresAt: at % 2 === 0 ? null : 5,
  });
  const rule = newId(RetentionRuleId);
  await all.db.insert(retentionRules).values({
    ...{ id: rule, days: 1, proposedAt: 1, proposedBy: by, endedAt: 2, endedBy: by },
  });
  await all.db.insert(deletions).values({
    ...{ id: newId(DeletionId), deviceId: device, employeeId, ruleId: rule, keys: 1 },
    ...{ stretchFrom: (at % 3) * 1_000_000, stretchTo: 9_000_000, startedAt: at, bytes: at % 4 },
  });
  await all.db.insert(views).values({
    ...{ id: crypto.randomUUID(), userId: by, deviceId: device, display: 'DP-1' },
    ...{ footageFrom: 0, footageTo: 1, watchedAt: 1_000_000 + (at % 3), updatedAt: 2 },
  });
}

interface Page {
  readonly items: readonly object[];
  readonly next: string | null;
}
type Read = (wish: Record<string, string>) => Promise<Page>;

/** Each list that is sorted in the server, by all its orders. */
const LISTS: Record<string, { readonly orders: readonly string[]; readonly read: Read }> = {
  audit: { orders: AuditSort.options, read: (wish) => listAudit(all, parseInput(ListAudit, wish)) },
  cases: { orders: CaseSort.options, read: (wish) => listCases(all, parseInput(ListCases, wish)) },
  deletions: {
    orders: DeletionSort.options,
    read: (wish) => listDeletions(all, parseInput(ListDeletions, wish)),
  },
  devices: {
    orders: DeviceSort.options,
    read: (wish) => listDevices(all, parseInput(ListDevices, wish)),
  },
  holds: { orders: HoldSort.options, read: (wish) => listHolds(all, parseInput(ListHolds, wish)) },
  people: {
    orders: PersonSort.options,
    read: (wish) => listPeople(all, parseInput(ListPeople, wish)),
  },
  'people of a month': {
    orders: PersonMonthSort.options,
    read: (wish) =>
      listPeopleOfMonth(all, parseInput(ListPeopleOfMonth, { ...wish, month: '2026-11' })),
  },
  users: { orders: UserSort.options, read: (wish) => listUsers(all, parseInput(ListUsers, wish)) },
  views: { orders: ViewSort.options, read: (wish) => listViews(all, parseInput(ListViews, wish)) },
};
const ORDERS = Object.entries(LISTS).flatMap(([name, { orders, read }]) =>
  orders.map((sort) => ({ name, sort, read })),
);

test.each(ORDERS)('$name by $sort come once each, whatever the pages', async ({ sort, read }) => {
  const whole = await read({ sort, limit: '200' });
  expect(whole.next).toBeNull();
  expect(whole.items.length).toBeGreaterThanOrEqual(COUNT);
  const paged: object[] = [];
  let cursor: string | null = null;
  do {
    const page: Page = await read({ sort, limit: '3', ...(cursor !== null && { cursor }) });
    paged.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  expect(paged).toEqual(whole.items);
});

test.each(Object.entries(LISTS))('%s refuse a column that they have not', async (_, { read }) => {
  expect(() => read({ sort: 'password' })).toThrow(
    expect.objectContaining({ code: 'invalid-input', message: expect.stringContaining('sort') }),
  );
});

async function devicesBy(sort: string) {
  return (await listDevices(all, parseInput(ListDevices, { sort, limit: '200' }))).items;
}

test('versions are compared as numbers, and what is none comes last both ways', async () => {
  const versionsBy = async (sort: string) => [
    ...new Set((await devicesBy(sort)).map(({ recorderVersion }) => recorderVersion)),
  ];
  expect(await versionsBy('version')).toEqual(VERSIONS);
  expect(await versionsBy('-version')).toEqual(['0.10.1-beta.1', '0.10.0', '0.9.0', 'unknown']);
});

test('clocks are compared by how far they are off, unknown ones last', async () => {
  const offsets = (await devicesBy('-clock')).map(({ clockOffset }) => clockOffset);
  const known = offsets.flatMap((offset) => (offset === null ? [] : [Math.abs(offset)]));
  expect(known).toEqual(known.toSorted((a, b) => b - a));
  expect(offsets.slice(known.length).every((offset) => offset === null)).toBe(true);
  expect(known.length).toBeLessThan(COUNT);
});

test('people are in the order of their last frames, of several computers too', async () => {
  const people = await listPeople(all, parseInput(ListPeople, { sort: '-lastFrame' }));
  const times = people.items.map(({ lastFrameAt }) => lastFrameAt ?? 0);
  expect(new Set(times).size).toBeGreaterThan(3);
  expect(times).toEqual(times.toSorted((a, b) => b - a));
});

test('whoever is lent a part of the footage learns nothing of frames from the order', async () => {
  const manager = await makeUser(all, ['manager']);
  await all.db.insert(grants).values({
    ...{ id: newId(GrantId), userId: manager.user.id, right: 'watch', reason: '-' },
    ...{ footageFrom: 0, footageTo: 1, expiresAt: all.now() + 60_000_000 },
    ...{ givenBy: all.user.id, givenAt: 0 },
  });
  const read = (sort: string) => listPeople(manager, parseInput(ListPeople, { sort }));
  const ids = (await read('lastFrame')).items.map(({ id }) => id);
  expect(ids.length).toBe(COUNT);
  // Nobody has a value there: what is left is the order of ids.
  expect(ids).toEqual(ids.toSorted());
  expect((await read('-lastFrame')).items.map(({ id }) => id)).toEqual(ids.toReversed());
});
