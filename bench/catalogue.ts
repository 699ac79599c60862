import { connect, type Db } from '@workcompanion/db/client';
import { ensurePartitions } from '@workcompanion/db/partitions';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { claimSegments, type Release, releaseSegment } from '../workers/archive/segment-queue.ts';
import { type BenchPortal, startBenchPortal } from './lib/bench-portal.ts';
import { fillPeople } from './lib/fill-people.ts';
import { fillQuickly } from './lib/fill-quickly.ts';
import { printTable, quantile } from './lib/stats.ts';

const RECORDERS = 50_000;
const DAYS = 30;
/** On workdays: nobody records at the weekend. */
const SPANS_A_DAY = 3;
const DISPLAYS = 2;
/** Segments that wait for the archive. The 1,600 million that a month leaves archived are left out. */
const SEGMENTS = 1_000_000;
/** How often each device was heard of, a twentieth of them at a time. */
const BEATS = 2;
const SHARES = 20;
const REQUESTS = 60;
const CLAIMS = 300;
const LEASE_MS = 300_000;
const ARCHIVED: Release = { from: 'hot', to: 'archived', afterMs: 0, error: null };
const DAY_MS = 86_400_000;

/** Answers of a portal with 50,000 recorders and a month of what they recorded. */
export async function benchCatalogue(): Promise<void> {
  const portal = await startBenchPortal();
  const database = connect(portal.databaseUrl);
  try {
    const filledAt = performance.now();
    await fillCatalogue(database.db);
    const fillSeconds = (performance.now() - filledAt) / 1000;
    console.log(`catalogue of ${RECORDERS} recorders, filled in ${fillSeconds.toFixed(0)} s:`);
    const rows = [...(await timeAnswers(portal)), await timeClaims(database.db)];
    printTable(['', 'p50 ms', 'p95 ms', 'at most'], rows);
  } finally {
    await database.close();
    await portal.stop();
  }
}

/** People with a computer of two displays each, in teams, and what those recorded on workdays. */
async function fillCatalogue(db: Db): Promise<void> {
  await fillPeople(db, RECORDERS);
  await fillQuickly(db, 'spans', async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(sql`
      insert into spans (device_id, recording_id, display, starts_at, ends_at, first_sequence,
        last_sequence, bytes)
      select device_id, id, display, start, start + interval '150 minutes',
        (day * 10 + part) * 200, (day * 10 + part) * 200 + 149, 150 * 750000
      from recordings, generate_series(0, ${DAYS - 1}::int) as day,
        generate_series(0, ${SPANS_A_DAY - 1}::int) as part,
        lateral (select date_trunc('day', now()) - day * interval '1 day'
          + part * interval '3 hours' as start) as times
      where start < now() and extract(isodow from start) < 6`);
  });
  await fillQuickly(db, 'gaps', async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(sql`
      insert into gaps (id, device_id, display, cause, starts_at, ends_at)
      select uuidv7(), device_id, null, 'locked', ends_at, ends_at + interval '30 minutes'
      from spans where display = 'DP-1'`);
  });
  await fillSegments(db);
  await beat(db);
}

/** What heartbeats and uploads leave, some at a time as they come; then what autovacuum would do. */
async function beat(db: Db): Promise<void> {
  for (let share = 0; share < BEATS * SHARES; share += 1) {
    await db.execute(sql`
      update device_states set last_seen_at = seen, last_received_at = seen, last_frame_at = seen,
        verified_at = seen, state = case when n % 25 = 0 then 'paused' else 'recording' end,
        backlog_segments = case when n % 20 = 0 then 30 else 0 end,
        backlog_bytes = case when n % 20 = 0 then 22500000 else 0 end,
        backlog_oldest = case when n % 20 = 0 then now() - interval '30 minutes' end
      from (select id, n, now() - (case when n % 10 = 0 then n else n % 50 end) * interval '1 second'
          - n * interval '1 microsecond' as seen
        from (select id, row_number() over (order by id) as n from devices) as numbered) as at
      where device_id = id and n % ${SHARES}::int = ${share % SHARES}::int`);
  }
  await db.execute(sql`vacuum (analyze) devices, device_states, people, recordings`);
}

/** Spread over the month. */
async function fillSegments(db: Db): Promise<void> {
  const firstMs = Date.now() - DAYS * DAY_MS;
  const stepMs = (DAYS * DAY_MS) / SEGMENTS;
  await ensurePartitions(db, firstMs * 1000);
  await fillQuickly(db, 'segments', async (tx) => {
    await tx.execute(sql`
      insert into segments (id, device_id, recording_id, key_id, starts_at, duration, crc64,
        journal_index, sequence, frames, bytes, plain_bytes, md5, sha256, iv)
      select (lpad(to_hex(ms), 12, '0') || '7' || substr(hash, 1, 3) || '8'
          || substr(hash, 4, 15))::uuid,
        device_id, recording.id, recording.id, to_timestamp(ms::float8 / 1000), 60000000, n, n, n, 300,
        750000, 749990, decode(hash, 'hex'), decode(hash || hash, 'hex'), decode(hash, 'hex')
      from generate_series(0, ${SEGMENTS - 1}::int) as n,
        lateral (select (${firstMs}::float8 + n * ${stepMs}::float8)::bigint as ms,
          md5(n::text) as hash) as facts
        join (select id, device_id, row_number() over (order by id) as number from recordings) as recording
          on recording.number = 1 + facts.ms % ${RECORDERS * DISPLAYS}::int`);
  });
}

const People = z.object({ items: z.array(z.object({ id: z.string() })) });

interface Asked {
  readonly what: string;
  /** ms */
  readonly most: number;
  /** Each time another, where there are others, so that no cache of one answer helps. */
  readonly path: (n: number) => string;
}

const OF_LISTS = 60;
const SORTED = {
  devices: [
    '-enrolled',
    'device',
    'person',
    '-lastFrame',
    '-backlog',
    'version',
    'policy',
    'clock',
  ],
  people: ['person', '-lastFrame', 'lastFrame'],
} as const;
const SEARCHED = ['user4', 'anna', 'pc-7', 'zzzz'];

function listed(list: keyof typeof SORTED): Asked[] {
  const path = (query: string) => `/api/portal/${list}?${query}`;
  return [
    ...SORTED[list].map((sort) => ({
      what: `${list} by ${sort}`,
      most: OF_LISTS,
      path: () => path(`sort=${sort}`),
    })),
    ...SEARCHED.map((q) => ({
      what: `${list}, "${q}" and a digit`,
      most: OF_LISTS,
      path: (n: number) => path(`q=${q}${n % 10}`),
    })),
  ];
}

async function timeAnswers(portal: BenchPortal): Promise<(string | number)[][]> {
  const { items } = People.parse(await portal.client.get('/api/portal/people?limit=200'));
  const dayOf = (n: number) =>
    new Date(Date.now() - (1 + (n % (DAYS - 2))) * DAY_MS).toISOString().slice(0, 10);
  const asked: Asked[] = [
    { what: 'overview', most: 150, path: () => '/api/portal/overview' },
    {
      what: 'day view',
      most: 50,
      path: (n) => `/api/portal/people/${items[n % items.length]?.id}/days/${dayOf(n)}`,
    },
    ...listed('devices'),
    { what: 'devices that pause', most: OF_LISTS, path: () => '/api/portal/devices?health=paused' },
    ...listed('people'),
    {
      what: 'names to choose from',
      most: OF_LISTS,
      path: (n) => `/api/portal/people/names?q=b${n % 10}`,
    },
  ];
  const rows: (string | number)[][] = [];
  for (const { what, most, path } of asked) {
    const times: number[] = [];
    for (let n = 0; n < REQUESTS; n += 1) {
      const started = performance.now();
      await portal.client.get(path(n));
      times.push(performance.now() - started);
    }
    rows.push(rowOf(what, times, most));
  }
  return rows;
}

async function timeClaims(db: Db): Promise<(string | number)[]> {
  const times: number[] = [];
  for (let claim = 0; claim < CLAIMS; claim += 1) {
    const started = performance.now();
    const claimed = await claimSegments(db, { limit: 10, leaseMs: LEASE_MS, beforeMs: Date.now() });
    times.push(performance.now() - started);
    // No fleet of workers has three thousand under way: what is claimed is done before long.
    for (const segment of claimed) await releaseSegment(db, segment, ARCHIVED);
  }
  return rowOf('claim of ten segments', times, 5);
}

function rowOf(what: string, times: readonly number[], most: number): (string | number)[] {
  return [what, quantile(times, 0.5).toFixed(1), quantile(times, 0.95).toFixed(1), most];
}
