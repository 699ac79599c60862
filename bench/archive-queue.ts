import { newId, RecordingId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { ensurePartitions } from '@workcompanion/db/partitions';
import { segments } from '@workcompanion/db/schema/segments';
import { eq, sql } from 'drizzle-orm';
import { markArchived } from '../workers/archive/mark-queue.ts';
import { claimSegments } from '../workers/archive/segment-queue.ts';
import { openArchivePlace } from './lib/archive-place.ts';
import { fillQuickly } from './lib/fill-quickly.ts';
import { quantile } from './lib/stats.ts';

const ROWS = 10_000_000;
const DAYS = 60;
const CLAIMS = 500;
const CLAIMED_AT_ONCE = 10;
const LEASE_MS = 300_000;

/** Claims and marks while ten million segments wait: a night's backlog after two months of outage. */
export async function benchArchiveQueue(): Promise<void> {
  const place = await openArchivePlace();
  try {
    const filledAt = performance.now();
    await fillQueue(place.db);
    const fillSeconds = (performance.now() - filledAt) / 1000;
    const waiting = await place.db.$count(segments, eq(segments.state, 'hot'));
    const claims: number[] = [];
    const marks: number[] = [];
    for (let claim = 0; claim < CLAIMS; claim += 1) {
      const started = performance.now();
      const request = { limit: CLAIMED_AT_ONCE, leaseMs: LEASE_MS, beforeMs: Date.now() };
      const claimed = await claimSegments(place.db, request);
      const between = performance.now();
      await markArchived(place.db, claimed);
      claims.push(between - started);
      marks.push(performance.now() - between);
    }
    const of = (times: readonly number[]) =>
      `p50 ${quantile(times, 0.5).toFixed(1)} ms, p95 ${quantile(times, 0.95).toFixed(1)} ms`;
    console.log(
      `archive queue of ${waiting} rows (filled in ${fillSeconds.toFixed(0)} s), ${CLAIMED_AT_ONCE} at once: claim ${of(claims)}; mark ${of(marks)}`,
    );
  } finally {
    await place.stop();
  }
}

async function fillQueue(db: Db): Promise<void> {
  const firstMs = Date.now() - DAYS * 86_400_000;
  const stepMs = (DAYS * 86_400_000) / ROWS;
  await ensurePartitions(db, firstMs * 1000);
  await fillQuickly(db, 'segments', async (tx) => {
    await tx.execute(sql`
      insert into segments (id, device_id, recording_id, key_id, starts_at, duration, crc64,
        journal_index, sequence, frames, bytes, plain_bytes, md5, sha256, iv)
      select (lpad(to_hex(ms), 12, '0') || '7' || substr(hash, 1, 3) || '8'
          || substr(hash, 4, 15))::uuid,
        id, id, id, to_timestamp(ms::float8 / 1000), 60000000, n, n, n, 300, 750000, 749990,
        decode(hash, 'hex'), decode(hash || hash, 'hex'), decode(hash, 'hex')
      from generate_series(0, ${ROWS - 1}::int) as n,
        lateral (select (${firstMs}::float8 + n * ${stepMs}::float8)::bigint as ms,
          md5(n::text) as hash) as facts,
        (select ${newId(RecordingId)}::uuid as id) as one`);
  });
}
