import { GrantId, newId } from '@workcompanion/core/ids';
import { grants } from '@workcompanion/db/schema/grants';
import { insertDevice } from '@workcompanion/db/testing/insert-device';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ListTroubledSegments, TroubleSort } from '../../contract/archive.ts';
import { AuditSort, ListAudit } from '../../contract/audit.ts';
import { CaseSort, ListCases } from '../../contract/cases.ts';
import {
  DeletionRequestSort,
  DeletionSort,
  ListDeletionRequests,
  ListDeletions,
} from '../../contract/deletions.ts';
import { DeviceSort, ListDevices } from '../../contract/devices.ts';
import { HoldSort, ListHolds } from '../../contract/holds.ts';
import { FindingSort, ListFindings } from '../../contract/integrity.ts';
import { PersonMonthSort } from '../../contract/month.ts';
import { ListPeople, ListPeopleOfMonth, PersonSort } from '../../contract/people.ts';
import { ListUsers, UserSort } from '../../contract/users.ts';
import { ListViews, ViewSort } from '../../contract/views.ts';
import { listTroubledSegments } from '../archive/list-troubled-segments.ts';
import { listAudit } from '../audit/list-audit.ts';
import type { UserContext } from '../auth/user-context.ts';
import { listCases } from '../cases/list-cases.ts';
import { listDevices } from '../devices/list-devices.ts';
import { listHolds } from '../holds/list-holds.ts';
import { parseInput } from '../http/json-body.ts';
import { listFindings } from '../integrity/list-findings.ts';
import { listPeople } from '../people/list-people.ts';
import { listPeopleOfMonth } from '../people/list-people-of-month.ts';
import { listDeletionRequests } from '../retention/deletion-requests.ts';
import { listDeletions } from '../retention/list-deletions.ts';
import { insertListed, LISTED_VERSIONS } from '../testing/insert-listed.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { listUsers } from '../users/list-users.ts';
import { listViews } from '../views/list-views.ts';

const COUNT = 11;

let server: TestServer;
let all: UserContext;
beforeAll(async () => {
  server = await startTestServer();
  all = await makeUser(server.context(), ['admin', 'compliance', 'auditor']);
  await insertListed(all, COUNT);
});
afterAll(() => server.close());

interface Page {
  readonly items: readonly object[];
  readonly next: string | null;
}
type Read = (wish: Record<string, string>) => Promise<Page>;

/** Each list that is sorted in the server, by all its orders. */
const LISTS: Record<string, { readonly orders: readonly string[]; readonly read: Read }> = {
  audit: { orders: AuditSort.options, read: (wish) => listAudit(all, parseInput(ListAudit, wish)) },
  cases: { orders: CaseSort.options, read: (wish) => listCases(all, parseInput(ListCases, wish)) },
  'deletion requests': {
    orders: DeletionRequestSort.options,
    read: (wish) => listDeletionRequests(all, parseInput(ListDeletionRequests, wish)),
  },
  deletions: {
    orders: DeletionSort.options,
    read: (wish) => listDeletions(all, parseInput(ListDeletions, wish)),
  },
  devices: {
    orders: DeviceSort.options,
    read: (wish) => listDevices(all, parseInput(ListDevices, wish)),
  },
  'findings that are open': {
    orders: FindingSort.options,
    read: (wish) => listFindings(all, parseInput(ListFindings, wish)),
  },
  'findings that are over': {
    orders: FindingSort.options,
    read: (wish) => listFindings(all, parseInput(ListFindings, { ...wish, state: 'resolved' })),
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
  'segments that fail': {
    orders: TroubleSort.options,
    read: (wish) =>
      listTroubledSegments(all, parseInput(ListTroubledSegments, { ...wish, kind: 'failing' })),
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
  expect(await versionsBy('version')).toEqual(LISTED_VERSIONS);
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
    id: newId(GrantId),
    userId: manager.user.id,
    right: 'watch',
    reason: '-',
    footageFrom: 0,
    footageTo: 1,
    expiresAt: all.now() + 60_000_000,
    givenBy: all.user.id,
    givenAt: 0,
  });
  const read = (sort: string) => listPeople(manager, parseInput(ListPeople, { sort }));
  const ids = (await read('lastFrame')).items.map(({ id }) => id);
  expect(ids.length).toBe(COUNT);
  // Nobody has a value there: what is left is the order of ids.
  expect(ids).toEqual(ids.toSorted());
  expect((await read('-lastFrame')).items.map(({ id }) => id)).toEqual(ids.toReversed());
});

test('an old computer moves nobody who has a newer one', async () => {
  const read = (sort: string, limit: string) =>
    listPeople(all, parseInput(ListPeople, { sort, limit }));
  const { items: before } = await read('-lastFrame', '200');
  const [last, first] = [before[0], before.findLast(({ lastFrameAt }) => lastFrameAt !== null)];
  if (!last || !first) throw new Error('nobody has a frame');
  await insertDevice(all.db, { personId: last.id, lastFrameAt: 1 });
  for (const limit of ['1', '200']) {
    expect((await read('-lastFrame', limit)).items[0]?.id).toBe(last.id);
    expect((await read('lastFrame', limit)).items[0]?.id).toBe(first.id);
  }
});
