import { newId, PersonId } from '@workcompanion/core/ids';
import { explain } from '@workcompanion/db/testing/explain';
import { insertDevice } from '@workcompanion/db/testing/insert-device';
import { createTestDatabase, type TestDatabase } from '@workcompanion/db/testing/test-database';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ListDevices } from '../../contract/devices.ts';
import { ListPeople } from '../../contract/people.ts';
import type { UserContext } from '../auth/user-context.ts';
import { listDevices } from '../devices/list-devices.ts';
import { sortCursor } from '../lists/keyset.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { listPeople } from './list-people.ts';
import { readMoments } from './read-moments.ts';

const DAY = 86_400_000_000;
/** All in one partition, whatever day it is. */
const MONTH_END = Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth()) * 1000;

let database: TestDatabase;
let server: TestServer;
let viewer: UserContext;
beforeAll(async () => {
  [database, server] = await Promise.all([createTestDatabase(), startTestServer()]);
  viewer = await makeUser({ ...server.context(), db: database.db }, ['compliance']);
});
afterAll(async () => {
  await database.close();
  await server.close();
});

test('the moments of a day are found by their own index, not among all entries of a device', async () => {
  const device = await insertDevice(database.db);
  await database.db.execute(sql`
    insert into journal_entries
    select ${device}::uuid, n, to_timestamp(${MONTH_END / 1_000_000}) - (n + 1) * interval '1 minute', now(),
      case when n % 500 = 0 then 'policy-applied' else 'segment' end, '', '', '', ''
    from generate_series(0, 19999) n`);
  await database.owner.db.execute(sql`analyze journal_entries`);
  const day = { deviceIds: [device], from: MONTH_END - DAY, to: MONTH_END };
  const facts = { gaps: [], recordings: [] };
  const plan = await explain(database.pool, (db) => readMoments(db, day, facts));
  expect(plan).toContain('_device_id_recorded_at_idx');
  expect(plan).not.toContain('Seq Scan on journal_entries_y');
});

test('a page of people is read by name, however many there are', async () => {
  await database.db.execute(sql`
    insert into people (id, name, time_zone, created_at)
    select gen_random_uuid(), 'Person ' || n, 'UTC', now() from generate_series(1, 20000) n`);
  // What is visible to all is read in the index alone.
  await database.owner.db.execute(sql`vacuum (analyze) people`);
  const plan = await explain(database.pool, (db) =>
    listPeople({ ...viewer, db }, ListPeople.parse({})),
  );
  expect(plan).toContain('people_name');
  expect(plan).not.toContain('Seq Scan on people');
  expect(plan).not.toContain('last_frame_at');
  const search = await explain(database.pool, (db) =>
    listPeople({ ...viewer, db }, ListPeople.parse({ q: 'person 777' })),
  );
  expect(search).toContain('Index Only Scan using people_name');
  const cursor = sortCursor({ sort: '-person', key: 'Person 777', id: newId(PersonId) });
  const back = await explain(database.pool, (db) =>
    listPeople({ ...viewer, db }, ListPeople.parse({ sort: '-person', cursor })),
  );
  expect(back).toContain('Index Only Scan Backward using people_name');
  expect(back).toContain('Index Cond: ((ROW(name, id) <');
});

test('devices are searched, and sorted by what seldom changes, without reading the rows of all', async () => {
  await database.db.execute(sql`
    insert into devices (id, person_id, public_key, host, enrolled_at, recorder_version)
    select gen_random_uuid(), id, '{}', jsonb_build_object('hostname', name, 'userName', repeat('-', 400)),
      now(), '0.1.0'
    from people limit 5000`);
  await database.owner.db.execute(sql`vacuum (analyze) devices, device_states, people`);
  const planOf = (wish: Record<string, string>) =>
    explain(database.pool, (db) => listDevices({ ...viewer, db }, ListDevices.parse(wish)));
  expect(await planOf({ q: 'zzzz' })).not.toContain('device_states');
  expect(await planOf({ sort: 'version' })).toContain('using devices_version');
  expect(await planOf({ sort: '-policy' })).toContain('using devices_policy');
});
