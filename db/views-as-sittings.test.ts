import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MIGRATIONS } from './migrate.ts';
import { createTestDatabase, type TestDatabase } from './testing/test-database.ts';

const MINUTE = 60;
const [ada, bo] = [crypto.randomUUID(), crypto.randomUUID()];
const device = crypto.randomUUID();

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  // As the tables were before.
  await database.owner.pool.query(`
    drop table view_stretches, views;
    create table views (
      id uuid primary key, user_id uuid not null, device_id uuid not null, purpose_id uuid,
      display text not null, footage_from timestamptz not null, footage_to timestamptz not null,
      live boolean not null, pictures boolean not null,
      watched_at timestamptz not null, updated_at timestamptz not null
    );
    create index views_live on views (device_id)`);
});
afterAll(() => database.close());

/** Seconds; watched for half a minute. */
async function view(user: string, watched: number, [from, to]: [number, number], kind = '') {
  await database.owner.pool.query(
    `insert into views values (gen_random_uuid(), $1, $2, null, 'HDMI-1',
      to_timestamp($3), to_timestamp($4), $5, $6, to_timestamp($7), to_timestamp($7 + 30))`,
    [user, device, from, to, kind === 'live', kind === 'pictures', watched],
  );
}

test('what was watched before becomes sittings, with no second of it lost', async () => {
  await view(ada, 0, [100, 110]);
  await view(ada, 10 * MINUTE, [200, 210], 'live');
  await view(ada, 20 * MINUTE, [50, 60], 'pictures');
  await view(bo, 20 * MINUTE, [300, 310]);
  await view(ada, 60 * MINUTE, [400, 410]);
  const file = join(MIGRATIONS, '0033_views-as-sittings.sql');
  await database.owner.pool.query(await readFile(file, 'utf8'));
  const { rows } = await database.owner.pool.query(
    `
    select user_id = $1 as "isAda", extract(epoch from footage_from)::int as "from",
      extract(epoch from footage_to)::int as "to", extract(epoch from updated_at)::int as "until",
      live_at is not null as live,
      (select array_agg(kind || ' ' || extract(epoch from s.footage_from)::int order by s.footage_from)
        from view_stretches s where s.view_id = views.id) as kept
    from views order by watched_at, user_id = $1 desc`,
    [ada],
  );
  expect(rows).toEqual([
    {
      isAda: true,
      from: 50,
      to: 210,
      until: 20 * MINUTE + 30,
      live: true,
      kept: ['pictures 50', 'shown 100', 'shown 200'],
    },
    {
      isAda: false,
      from: 300,
      to: 310,
      until: 20 * MINUTE + 30,
      live: false,
      kept: ['shown 300'],
    },
    {
      isAda: true,
      from: 400,
      to: 410,
      until: 60 * MINUTE + 30,
      live: false,
      kept: ['shown 400'],
    },
  ]);
});
