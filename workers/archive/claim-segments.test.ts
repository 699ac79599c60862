import { ensurePartitions } from '@workcompanion/db/partitions';
import { segments } from '@workcompanion/db/schema/segments';
import { explain } from '@workcompanion/db/testing/explain';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { markArchived } from './mark-queue.ts';
import { claimArchived, claimSegments, releaseSegment, unclaim } from './segment-queue.ts';
import { type ArchiveFixture, openArchiveFixture } from './testing/archive-fixture.ts';
import { type HotSegment, insertHotSegments } from './testing/insert-hot-segments.ts';

const DAY_MS = 86_400_000;

let fixture: ArchiveFixture;
let db: ArchiveFixture['database']['db'];
let rows: HotSegment[];

beforeAll(async () => {
  fixture = await openArchiveFixture();
  db = fixture.database.db;
});
afterAll(() => fixture.dispose());
beforeEach(async () => {
  await fixture.database.owner.db.delete(segments);
  rows = await insertHotSegments({ db, hot: fixture.hot }, { count: 10, bytes: 100 });
});

function claim(limit: number, leaseMs = 60_000) {
  return claimSegments(db, { limit, leaseMs, beforeMs: Date.now() });
}

async function idsOf(claimed: ReturnType<typeof claim>) {
  return (await claimed).map(({ id }) => id);
}

describe('claimSegments', () => {
  it('gives every segment to one claimer only, oldest first', async () => {
    expect(await idsOf(claim(2))).toEqual(rows.slice(0, 2).map(({ id }) => id));
    const claims = await Promise.all([claim(3), claim(3), claim(3)]);
    expect(new Set(claims.flat().map(({ id }) => id)).size).toBe(8);
    expect(await claim(3)).toEqual([]);
  });

  it('gives a segment out again when its lease is over, and leaves the first claimer without', async () => {
    const [late] = await claim(1, -1);
    const [next] = await claim(1);
    expect(next).toMatchObject({ id: late?.id, attempts: 2, lease: 2 });
    if (late === undefined || next === undefined) throw new Error('nothing claimed');
    expect([...(await markArchived(db, [late]))]).toEqual([]);
    const release = { from: 'hot', to: 'quarantined', afterMs: 0, error: 'internal' } as const;
    expect(await releaseSegment(db, late, release)).toBe(false);
    expect([...(await markArchived(db, [next]))]).toEqual([next.id]);
    expect([...(await markArchived(db, [next]))]).toEqual([]);
  });

  it('marks together what is still ours of many, each by its own number', async () => {
    const [lost, ...kept] = await claim(3, -1);
    const [again] = await claim(1);
    if (lost === undefined || again === undefined) throw new Error('nothing claimed');
    expect(again).toMatchObject({ id: lost.id, lease: 2 });
    const marked = await markArchived(db, [...kept, lost].reverse());
    expect(marked).toEqual(new Set(kept.map(({ id }) => id)));
    expect(await markArchived(db, [again, ...kept])).toEqual(new Set([again.id]));
  });

  it('holds back what was released for later, and what is too young', async () => {
    const [first] = await claim(1);
    if (first === undefined) throw new Error('nothing claimed');
    const release = { from: 'hot', to: 'hot', afterMs: 60_000, error: 'unavailable' } as const;
    await releaseSegment(db, first, release);
    const beforeMs = Math.floor((rows[2]?.startsAt ?? 0) / 1000);
    expect(await idsOf(claimSegments(db, { limit: 9, leaseMs: 1, beforeMs }))).toEqual([
      rows[1]?.id,
    ]);
  });

  it('forgets a claim that was not begun', async () => {
    const [first] = await claim(1);
    if (first === undefined) throw new Error('nothing claimed');
    await unclaim(db, first);
    expect(await claim(1)).toMatchObject([{ id: first.id, attempts: 1, lease: 2 }]);
  });

  it('finds what waits by the small indexes, among many cold rows in several months', async () => {
    await ensurePartitions(db, (Date.now() - 40 * DAY_MS) * 1000);
    // This month has many too, even on its first day.
    await db.execute(sql`
      insert into segments (id, device_id, recording_id, key_id, starts_at, duration, crc64,
        journal_index, sequence, frames, bytes, plain_bytes, md5, sha256, iv, state, archived_at)
      select overlay(overlay(gen_random_uuid()::text placing left(stamp, 8) from 1 for 8)
          placing right(stamp, 4) from 10 for 4)::uuid,
        device_id, recording_id, key_id, at, duration, crc64, journal_index, sequence, frames,
        bytes, plain_bytes, md5, sha256, iv, 'cold', at
      from (
        select *, lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') as stamp
        from segments cross join generate_series(now() - interval '40 days',
          date_trunc('month', now()) + interval '20 days', interval '10 minutes') at
      ) copied`);
    await fixture.database.owner.db.execute(sql`analyze segments`);
    const plans = await Promise.all([
      explain(fixture.database.pool, (logged) =>
        claimSegments(logged, { limit: 10, leaseMs: 0, beforeMs: Date.now() }),
      ),
      explain(fixture.database.pool, (logged) =>
        claimArchived(logged, { limit: 10, leaseMs: 0, graceMs: 0 }),
      ),
    ]);
    expect(plans[0]).toMatch(/using segments_\w+_id_idx/);
    expect(plans[1]).toMatch(/using segments_\w+_archived_at_idx/);
    // Partitions without a row are read as they lie.
    const scans = plans.join('\n').match(/.*Seq Scan.*/g) ?? [];
    expect(scans.filter((line) => !/cost=0\.00\.\.0\.0\d /.test(line))).toEqual([]);
  });
});
