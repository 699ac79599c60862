import { sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { ensurePartitions } from '../partitions.ts';

/** UTC µs. Nothing that is inserted is younger. */
export const MUCH_FOOTAGE_ENDS = Date.UTC(2026, 5, 30) * 1000;
export const MUCH_FOOTAGE = { devices: 100, days: 40, segmentsADay: 50 } as const;

/**
 * 200,000 segments: of each device and day a key, a recording, and three spans. Beside them as many
 * keys that are destroyed, 4,000 deletions that are finished and one that is not, and 10,000 holds
 * of which a hundred are in force. Written by statements, without what ingest would check.
 * Needs the owner's connection.
 */
export async function insertMuchFootage(db: Db): Promise<void> {
  const { devices, days, segmentsADay } = MUCH_FOOTAGE;
  await ensurePartitions(db, MUCH_FOOTAGE_ENDS);
  await db.execute(sql`
    insert into users (id, email, name, password_hash, roles, created_at)
      select md5('user')::uuid, 'a@example.com', 'A', 'none', '{}', now()`);
  await db.execute(sql`
    insert into retention_rules (id, days, proposed_at, proposed_by, approved_at, approved_by)
      select md5('rule')::uuid, 10, now(), md5('user')::uuid, now(), md5('user')::uuid`);
  await db.execute(sql`
    insert into people (id, name, time_zone, created_at)
      select md5('e' || n)::uuid, 'Person ' || n, 'UTC', now() from generate_series(1, ${devices}::int) n`);
  await db.execute(sql`
    insert into devices (id, person_id, public_key, host, enrolled_at, recorder_version)
      select md5('d' || n)::uuid, md5('e' || n)::uuid, '{}', '{"hostname": "pc"}', now(), '1'
      from generate_series(1, ${devices}::int) n`);
  await insertDays(db, days);
  await insertOldDeletions(db, days);
  await db.execute(sql`
    insert into segments (id, device_id, recording_id, key_id, starts_at, duration, crc64,
      journal_index, sequence, frames, bytes, plain_bytes, md5, sha256, iv, state)
    select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7'
        || substr(md5(device || '/' || i), 1, 3) || '8' || substr(md5(device || '/' || i), 4, 15))::uuid,
      device, recording, key, at, 60000000, i, i, i, 300, 750000, 749990,
      decode(md5('m'), 'hex'), decode(md5('s') || md5('s'), 'hex'), decode(md5('i'), 'hex'), 'cold'
    from much_days, generate_series(0, ${segmentsADay - 1}::int) i,
      lateral (select day + interval '9 hours' + i * interval '1 minute' as at) as times`);
  await insertHolds(db);
  await db.execute(sql`analyze`);
}

async function insertDays(db: Db, days: number): Promise<void> {
  await db.execute(sql`
    create table much_days as
      select d.id as device, d.person_id as person, n, md5(d.id || 'r' || n)::uuid as recording,
        md5(d.id || 'k' || n)::uuid as key,
        to_timestamp(${MUCH_FOOTAGE_ENDS / 1e6}::float8) - n * interval '1 day' as day
      from devices d, generate_series(1, ${days}::int) n`);
  await db.execute(sql`
    insert into data_keys (id, device_id, window_from, window_to, wrapped, origin, created_at)
      select key, device, day, day + interval '1 day', decode(md5('w') || md5('w'), 'hex'), 'issued', day
      from much_days`);
  await db.execute(sql`
    insert into recordings (id, device_id, display, started_at)
      select recording, device, 'DISPLAY1', day + interval '9 hours' from much_days`);
  await db.execute(sql`
    insert into spans (device_id, recording_id, display, starts_at, ends_at, first_sequence,
      last_sequence, bytes)
    select device, recording, 'DISPLAY1', day + interval '9 hours' + s * interval '17 minutes',
      day + interval '9 hours' + (s + 1) * interval '17 minutes' - interval '1 second', s * 17,
      s * 17 + 16, 12500000
    from much_days, generate_series(0, 2) s`);
}

/** Deletions of as many days before. */
async function insertOldDeletions(db: Db, days: number): Promise<void> {
  await db.execute(sql`
    insert into deletions (id, device_id, person_id, rule_id, stretch_from, stretch_to, keys,
      started_at, finished_at)
    select md5(key || 'x')::uuid, device, person, md5('rule')::uuid,
      day - ${days}::int * interval '1 day', day - ${days - 1}::int * interval '1 day', 1, now(),
      case when device = md5('d1')::uuid and n = 1 then null else now() end
    from much_days`);
  await db.execute(sql`
    insert into data_keys (id, device_id, window_from, window_to, origin, created_at, destroyed_at,
      deletion_id)
    select md5(key || 'y')::uuid, device, day - ${days}::int * interval '1 day',
      day - ${days - 1}::int * interval '1 day', 'issued', day, now(), md5(key || 'x')::uuid
    from much_days`);
}

async function insertHolds(db: Db): Promise<void> {
  await db.execute(sql`
    insert into holds (id, person_id, footage_from, footage_to, reason, placed_at, placed_by,
      released_at)
    select gen_random_uuid(), md5('e' || (n % 100 + 1))::uuid, now(), now() + interval '1 day',
      'Reason', now(), md5('user')::uuid, case when n % 100 = 0 then null else now() end
    from generate_series(1, 10000) n`);
}
