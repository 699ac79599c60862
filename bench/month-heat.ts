import { newId, PersonId, RecordingId } from '@workcompanion/core/ids';
import { connect, type Db } from '@workcompanion/db/client';
import { insertDevice } from '@workcompanion/db/testing/insert-device';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type BenchPortal, startBenchPortal } from './lib/bench-portal.ts';
import { quantile } from './lib/stats.ts';

const PEOPLE = 400;
const DAYS = 90;
const DISPLAYS = ['HDMI-1', 'DP-2'] as const;
/** Stretches of 40 minutes, eight hours a day: screens are locked now and then. */
const SPANS_A_DAY = 10;
const PAGE = 40;
const REQUESTS = 60;

/** Server time of the month of 40 people among 400 who were recorded for three months. */
export async function benchMonthHeat(): Promise<void> {
  const portal = await startBenchPortal();
  const database = connect(portal.databaseUrl);
  try {
    for (let person = 0; person < PEOPLE; person += 1) await fillPerson(database.db);
    await database.db.execute(sql`analyze`);
    const cpuBefore = portal.cpuSeconds();
    const times = await timeMonths(portal);
    const cpuMs = ((portal.cpuSeconds() - cpuBefore) * 1000) / times.length;
    const spans = PEOPLE * DAYS * DISPLAYS.length * SPANS_A_DAY;
    console.log(
      `month of ${PAGE} people among ${spans.toLocaleString('en')} spans: ` +
        `p50 ${quantile(times, 0.5).toFixed(1)} ms, p95 ${quantile(times, 0.95).toFixed(1)} ms, ` +
        `${cpuMs.toFixed(1)} ms of CPU each`,
    );
  } finally {
    await database.close();
    await portal.stop();
  }
}

async function fillPerson(db: Db): Promise<void> {
  const device = await insertDevice(db);
  for (const display of DISPLAYS) {
    const recording = newId(RecordingId);
    await db.execute(sql`
      insert into recordings (id, device_id, display)
      values (${recording}, ${device}, ${display})`);
    await db.execute(sql`
      insert into spans (device_id, recording_id, display, starts_at, ends_at, first_sequence,
        last_sequence, bytes)
      select ${device}::uuid, ${recording}::uuid, ${display}, start, start + interval '40 minutes',
        day * 100 + part, day * 100 + part, 1
      from generate_series(1, ${DAYS}::int) as day,
        generate_series(0, ${SPANS_A_DAY - 1}::int) as part,
        lateral (select date_trunc('day', now()) - day * interval '1 day'
          + interval '1 hour' + part * interval '50 minutes' as start) as times`);
  }
  await db.execute(sql`
    insert into gaps (id, device_id, display, cause, starts_at, ends_at)
    select gen_random_uuid(), device_id, null, 'locked', ends_at, ends_at + interval '10 minutes'
    from spans where device_id = ${device} and display = ${DISPLAYS[0]}`);
}

const People = z.object({
  items: z.array(z.object({ person: z.object({ id: PersonId }), days: z.array(z.unknown()) })),
  next: z.string().nullable(),
});

/** Page after page, so that no cache of one answer helps. */
async function timeMonths(portal: BenchPortal): Promise<number[]> {
  const month = new Date(Date.now() - 15 * 86_400_000).toISOString().slice(0, 7);
  const times: number[] = [];
  let cursor: string | null = null;
  while (times.length < REQUESTS) {
    const query = new URLSearchParams({ limit: String(PAGE) });
    if (cursor !== null) query.set('cursor', cursor);
    const started = performance.now();
    const answer = await portal.client.get(`/api/portal/people/months/${month}?${query}`);
    times.push(performance.now() - started);
    const page: z.infer<typeof People> = People.parse(answer);
    if (page.items.some(({ days }) => days.length === 0)) throw new Error('a month is empty');
    cursor = page.next;
  }
  return times;
}
