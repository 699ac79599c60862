import { KeyId, newId } from '@workcompanion/core/ids';
import { connect, type Tx } from '@workcompanion/db/client';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type BenchPortal, startBenchPortal } from './lib/bench-portal.ts';
import { fillQuickly } from './lib/fill-quickly.ts';
import { quantile } from './lib/stats.ts';
import { UploadSeries } from './lib/upload-series.ts';

const ROWS = 10_000_000;
const REQUESTS = 300;
const MINUTE_MS = 60_000;
/** A span every three hours: people lock their screens and go for lunch. */
const MINUTES_A_SPAN = 180;
const DEVICES = 128;

/** Server time of one person's day while the segments table holds ten million rows. */
export async function benchDayView(): Promise<void> {
  const portal = await startBenchPortal();
  const database = connect(portal.databaseUrl);
  try {
    const token = await portal.enrolmentToken();
    const recordings: UploadSeries[] = [];
    while (recordings.length < DEVICES) {
      recordings.push(await UploadSeries.enrol(portal.url, token));
    }
    await fillQuickly(database.db, 'segments', async (tx) => {
      for (const series of recordings) await fillDevice(tx, series);
    });
    await database.db.execute(sql`analyze`);
    const cpuBefore = portal.cpuSeconds();
    const times = await timeDays(portal);
    const cpuMs = ((portal.cpuSeconds() - cpuBefore) * 1000) / times.length;
    console.log(
      `day view with ${ROWS / 1e6} million segment rows: ` +
        `p50 ${quantile(times, 0.5).toFixed(1)} ms, p95 ${quantile(times, 0.95).toFixed(1)} ms, ` +
        `${cpuMs.toFixed(1)} ms of CPU each`,
    );
  } finally {
    await database.close();
    await portal.stop();
  }
}

/** Segments of a minute from now backwards, all days round, and the spans that ingest would keep. */
async function fillDevice(tx: Tx, { device, recording }: UploadSeries): Promise<void> {
  const count = Math.ceil(ROWS / DEVICES);
  const firstMs = Date.now() - count * MINUTE_MS;
  const { id } = device;
  await tx.execute(sql`
    insert into recordings (id, device_id, display, started_at)
    values (${recording}, ${id}, 'BENCH-1', to_timestamp(${firstMs}::float8 / 1000))`);
  await tx.execute(sql`
    insert into segments (id, device_id, recording_id, key_id, starts_at, duration, crc64,
      journal_index, sequence, frames, bytes, plain_bytes, md5, sha256, iv)
    select (lpad(to_hex(ms), 12, '0') || '7' || substr(md5(n || ${id}), 1, 3) || '8'
        || substr(md5(${id} || n), 1, 15))::uuid,
      ${id}::uuid, ${recording}::uuid, ${newId(KeyId)}::uuid, to_timestamp(ms::float8 / 1000),
      60000000, n, n, n, 300, 750000, 749990,
      md5, sha256, md5
    from (select decode(md5('any'), 'hex') as md5, sha256('any') as sha256) as digests,
      generate_series(0, ${count - 1}::int) as n,
      lateral (select ${firstMs}::bigint + n * ${MINUTE_MS}::bigint as ms) as times`);
  await tx.execute(sql`
    insert into spans (device_id, recording_id, display, starts_at, ends_at, first_sequence,
      last_sequence, bytes)
    select ${id}::uuid, ${recording}::uuid, 'BENCH-1',
      to_timestamp((${firstMs}::bigint + n * ${MINUTE_MS}::bigint)::float8 / 1000),
      to_timestamp((${firstMs}::bigint + (n + ${MINUTES_A_SPAN - 10}) * ${MINUTE_MS}::bigint)::float8 / 1000),
      n, n + ${MINUTES_A_SPAN - 11}, 750000 * ${MINUTES_A_SPAN - 10}
    from generate_series(0, ${count - MINUTES_A_SPAN}::int, ${MINUTES_A_SPAN}::int) as n`);
}

const People = z.object({
  items: z.array(z.object({ id: z.string(), today: z.object({ date: z.string() }) })),
});

/** Every request asks for another person's day, so that no cache of one answer helps. */
async function timeDays(portal: BenchPortal): Promise<number[]> {
  const { items } = People.parse(await portal.client.get('/api/portal/people'));
  const times: number[] = [];
  for (let request = 0; request < REQUESTS; request++) {
    const person = items[request % items.length];
    const started = performance.now();
    await portal.client.get(`/api/portal/people/${person?.id}/days/${person?.today.date}`);
    times.push(performance.now() - started);
  }
  return times;
}
