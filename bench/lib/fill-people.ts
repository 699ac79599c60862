import type { Db } from '@workcompanion/db/client';
import { sql } from 'drizzle-orm';

const PEOPLE_A_TEAM = 50;

/** So many people in teams, each with a computer of two displays. */
export async function fillPeople(db: Db, count: number): Promise<void> {
  await db.execute(sql`
    insert into teams (id, name, created_at)
    select uuidv7(), 'Team ' || n, now() from generate_series(1, ${count / PEOPLE_A_TEAM}::int) as n`);
  await db.execute(sql`
    insert into people (id, name, login, time_zone, team_id, created_at)
    select uuidv7(),
      (array['Anna', 'Bo', 'Chen', 'Dana', 'Emil', 'Fatima', 'Gao', 'Hana', 'Ivan', 'Jin'])[1 + n % 10]
        || ' ' || initcap(substr(md5(n::text), 1, 7)),
      'user' || n, 'UTC', team.id, now()
    from generate_series(1, ${count}::int) as n
      join (select id, row_number() over (order by id) as number from teams) as team
        on team.number = 1 + n % ${count / PEOPLE_A_TEAM}::int`);
  await db.execute(sql`
    insert into devices (id, person_id, public_key, host, enrolled_at, recorder_version, displays)
    select (lpad(to_hex((extract(epoch from now()) * 1000)::bigint - n * 1000), 12, '0') || '7'
        || substr(md5(n::text), 1, 3) || '8' || substr(md5(n::text), 4, 15))::uuid,
      id, jsonb_build_object('kty', 'OKP', 'crv', 'Ed25519', 'x', repeat('A', 43)),
      jsonb_build_object('hostname', 'PC-' || upper(substr(md5(n::text), 1, 6)), 'userName', login,
        'macAddresses', jsonb_build_array('02:00:' || substr(md5(n::text), 1, 2) || ':'
          || substr(md5(n::text), 3, 2) || ':' || substr(md5(n::text), 5, 2) || ':'
          || substr(md5(n::text), 7, 2)),
        'ipAddresses', jsonb_build_array('10.0.0.1'), 'serialNumber', 'S' || n,
        'platform', 'windows', 'timeZone', 'UTC', 'recorderVersion', '0.1.0'),
      now() - n * interval '1 second', '0.' || n % 3 || '.0', array['DP-1', 'DP-2']
    from (select id, login, row_number() over (order by id) as n from people) as people`);
  await db.execute(sql`
    insert into recordings (id, device_id, display, started_at)
    select uuidv7(), id, display, now() from devices, unnest(array['DP-1', 'DP-2']) as display`);
  await db.execute(sql`analyze`);
}
