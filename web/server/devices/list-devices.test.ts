import { devices } from '@workcompanion/db/schema/devices';
import { people } from '@workcompanion/db/schema/people';
import { type DeviceValues, insertDevice } from '@workcompanion/db/testing/insert-device';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ListDevices } from '../../contract/devices.ts';
import type { UserContext } from '../auth/user-context.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { listDevices } from './list-devices.ts';

const NOW = Date.UTC(2026, 10, 24, 10) * 1000;
const FRESH = { lastSeenAt: NOW, lastFrameAt: NOW, state: 'recording' } as const;

let server: TestServer;
let admin: UserContext;
beforeAll(async () => {
  server = await startTestServer();
  const ctx = server.context({ now: () => NOW });
  admin = await makeUser(ctx, ['admin']);
  await insert('Zoë Laurent', 'FIN-01', FRESH);
  await insert('Tom Becker', 'FIN-02', { ...FRESH, parked: [{ index: 1, code: 'other' }] });
  await insert('Grace Mwangi', 'SUP-03', {});
});
afterAll(() => server.close());

async function insert(name: string, hostname: string, signs: DeviceValues) {
  const id = await insertDevice(admin.db, signs);
  const own = eq(devices.id, id);
  const [device] = await admin.db.select().from(devices).where(own);
  if (!device) throw new Error('not inserted');
  await admin.db
    .update(devices)
    .set({ host: { ...device.host, hostname } })
    .where(own);
  await admin.db.update(people).set({ name }).where(eq(people.id, device.personId));
}

async function hostsOf(query: Record<string, string>): Promise<string[]> {
  const { items } = await listDevices(admin, ListDevices.parse(query));
  return items.map(({ hostname }) => hostname).sort();
}

test.each([
  ['fin', ['FIN-01', 'FIN-02']],
  ['zoe', ['FIN-01']],
  ['fin becker', ['FIN-02']],
  ['nobody', []],
])('finds devices by computer and person: %s', async (q, hosts) => {
  expect(await hostsOf({ q })).toEqual(hosts);
});

test.each([
  ['live', ['FIN-01']],
  ['attention', ['FIN-02']],
  ['silent', ['SUP-03']],
  ['paused', []],
])('lists those whose health is %s', async (health, hosts) => {
  expect(await hostsOf({ health })).toEqual(hosts);
});

test('filters count together, and page by page', async () => {
  expect(await hostsOf({ q: 'fin', health: 'live' })).toEqual(['FIN-01']);
  const first = await listDevices(admin, ListDevices.parse({ q: 'fin', limit: '1' }));
  const rest = await listDevices(
    admin,
    ListDevices.parse({ q: 'fin', limit: '1', cursor: first.next }),
  );
  expect([first, rest].flatMap(({ items }) => items.map(({ hostname }) => hostname))).toEqual([
    'FIN-02',
    'FIN-01',
  ]);
});
