import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Crc64 } from '@workcompanion/core/crypto/crc64';
import { openTestTos } from '@workcompanion/core/storage/testing/open-test-tos';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { dataKeys } from '@workcompanion/db/schema/data-keys';
import {
  integrityChecks,
  integrityFindings,
  integrityRuns,
} from '@workcompanion/db/schema/integrity-runs';
import { segments } from '@workcompanion/db/schema/segments';
import { insertDevice } from '@workcompanion/db/testing/insert-device';
import { eq, isNull } from 'drizzle-orm';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { healFindings } from '../archive/heal-quarantine.ts';
import { finishDeletions } from '../retention/finish-deletions.ts';
import { runNight } from '../retention/run-night.ts';
import { putRuleInForce } from '../retention/testing/put-rule-in-force.ts';
import {
  DAY,
  NIGHT,
  NOW,
  openRetentionFixture,
  type RetentionFixture,
} from '../retention/testing/retention-fixture.ts';
import type { StoredFootage, StoredSegment } from '../testing/insert-footage.ts';
import { encodeFootage } from '../thumbnails/testing/encode-footage.ts';
import { drawSample } from './check-sample.ts';
import { integrityJobs } from './integrity-jobs.ts';

let plain: Buffer;
beforeAll(async () => {
  plain = await encodeFootage({ source: 'testsrc2=size=320x180', seconds: 4 });
});

let fixture: RetentionFixture;
let later: number;
beforeEach(async () => {
  fixture = await openRetentionFixture();
  later = NOW;
});
afterEach(() => fixture.dispose());

const OPTIONS = {
  at: 60,
  timeZone: 'UTC',
  ffmpeg: 'ffmpeg',
  sample: { objects: 50, bytes: 1e9 },
};

async function run(kind: 'sample' | 'reconciliation', options = OPTIONS, on = fixture) {
  const job = integrityJobs(options).find(({ name }) => name === `integrity-${kind}`);
  return await job?.run({ ...on.ctx, now: () => later });
}

function archived(count: number, daysAgo = 5, on = fixture): Promise<StoredFootage> {
  return insertDevice(on.database.db).then((device) =>
    on.record({ device, count, daysAgo, state: 'cold', plain }),
  );
}

function segmentOf({ segments: stored }: StoredFootage, index: number): StoredSegment {
  const segment = stored[index];
  if (!segment) throw new Error('not so many were stored');
  return segment;
}

const pathOf = ({ objectKey }: StoredSegment) => join(fixture.folder, 'archive', objectKey);

async function openFindings() {
  const rows = await fixture.database.db
    .select()
    .from(integrityFindings)
    .where(isNull(integrityFindings.resolvedAt))
    .orderBy(integrityFindings.objectKey);
  return rows.map(({ kind, objectKey }) => [kind, objectKey]);
}

async function outcomes() {
  const rows = await fixture.database.db.select().from(integrityChecks);
  return Object.fromEntries(rows.map(({ segmentId, outcome }) => [segmentId, outcome]));
}

describe('the nightly sample', () => {
  it('proves what it reads to be playable, once a night', async () => {
    const footage = await archived(3);
    const bytes = footage.segments.reduce((sum, segment) => sum + segment.bytes, 0);
    expect(await run('sample')).toEqual({ objects: 3, bytes, skipped: 0, findings: 0 });
    expect(new Set(Object.values(await outcomes()))).toEqual(new Set(['playable']));
    expect(await run('sample')).toBeNull();
    later += DAY;
    expect(await run('sample')).toMatchObject({ objects: 3 });
    expect(await fixture.database.db.select().from(auditEntries)).toEqual([]);
  });

  it('tells what is missing, changed, cut off, keyless or without a picture, and cries', async () => {
    const { db } = fixture.database;
    const footage = await archived(4);
    const [gone, changed, cut, good] = [0, 1, 2, 3].map((index) => segmentOf(footage, index));
    const device = await insertDevice(db);
    const noise = await fixture.record({ device, count: 1, daysAgo: 5, state: 'archived' });
    const lost = await archived(1, 9);
    await db.update(dataKeys).set({ wrapped: null }).where(eq(dataKeys.id, lost.key));
    if (!gone || !changed || !cut || !good) throw new Error('four were stored');
    const saved = await readFile(pathOf(gone));
    await fixture.archive.delete(gone.objectKey);
    const body = await readFile(pathOf(changed));
    body[body.length - 100] = (body[body.length - 100] ?? 0) ^ 1;
    await writeFile(pathOf(changed), body);
    await writeFile(pathOf(cut), (await readFile(pathOf(cut))).subarray(0, 4_096));

    expect(await run('sample')).toMatchObject({ objects: 6, findings: 5, skipped: 0 });
    expect(await outcomes()).toEqual({
      [gone.id]: 'missing',
      [changed.id]: 'damaged',
      [cut.id]: 'damaged',
      [good.id]: 'playable',
      [segmentOf(noise, 0).id]: 'unplayable',
      [segmentOf(lost, 0).id]: 'keyless',
    });
    expect(await openFindings()).toHaveLength(5);
    expect(await db.select().from(auditEntries)).toMatchObject([
      { action: 'integrity.alarm', details: { kind: 'sample', findings: 5 } },
    ]);

    // Until the next look at the archive, only what is back and right is taken back.
    expect(await healFindings(fixture.ctx)).toBe(0);
    await writeFile(pathOf(gone), saved);
    expect(await healFindings(fixture.ctx)).toBe(1);
    expect(await openFindings()).toHaveLength(4);
    expect((await openFindings()).map(([, key]) => key)).not.toContain(gone.objectKey);
  });

  it('takes a finding back when the object plays again', async () => {
    const footage = await archived(1);
    const segment = segmentOf(footage, 0);
    const body = await readFile(pathOf(segment));
    await writeFile(pathOf(segment), body.subarray(0, -16));
    await run('sample');
    expect(await openFindings()).toEqual([['damaged', segment.objectKey]]);
    await writeFile(pathOf(segment), body);
    later += DAY;
    await run('sample');
    expect(await openFindings()).toEqual([]);
  });

  it('takes back what a viewer found damaged once each byte is right, here as in the archive', async () => {
    const { db, owner } = fixture.database;
    const device = await insertDevice(db);
    const here = segmentOf(await fixture.record({ device, count: 1, daysAgo: 1 }), 0);
    const there = segmentOf(await archived(1), 0);
    const paths = [join(fixture.folder, 'hot', here.objectKey), pathOf(there)];
    const bodies = await Promise.all(paths.map((path) => readFile(path)));
    const values = { kind: 'playback', startedAt: 1, updatedAt: 1, endedAt: 1 } as const;
    const [found] = await db.insert(integrityRuns).values(values).returning();
    for (const [index, { objectKey, id }] of [here, there].entries()) {
      const other = Buffer.alloc(bodies[index]?.length ?? 0, 7);
      await writeFile(paths[index] ?? '', other);
      // The catalogue was made to agree, as only the owner of the database can.
      const crc64 = new Crc64().update(other).digest();
      await owner.db.update(segments).set({ crc64 }).where(eq(segments.id, id));
      const finding = { kind: 'damaged', objectKey, segmentId: id, runId: found?.id ?? 0 } as const;
      await db.insert(integrityFindings).values({ ...finding, foundAt: 1 });
    }
    expect(await healFindings(fixture.ctx)).toBe(0);
    for (const [index, { id }] of [here, there].entries()) {
      const body = bodies[index] ?? Buffer.of();
      await writeFile(paths[index] ?? '', body);
      const crc64 = new Crc64().update(body).digest();
      await owner.db.update(segments).set({ crc64 }).where(eq(segments.id, id));
    }
    expect(await healFindings(fixture.ctx)).toBe(2);
  });

  it('begins no object beyond its bytes', async () => {
    const footage = await archived(6);
    const { bytes } = segmentOf(footage, 0);
    const sample = { objects: 50, bytes: bytes * 2 };
    expect(await run('sample', { ...OPTIONS, sample })).toMatchObject({ objects: 2 });
  });

  it('draws from all of a large table, each as likely', async () => {
    const { db, pool } = fixture.database;
    await archived(1);
    await pool.query(`
      insert into segments (id, device_id, recording_id, key_id, starts_at, duration, crc64,
        journal_index, sequence, frames, bytes, plain_bytes, md5, sha256, iv, state)
      select (left(id::text, 8) || '-' || lpad(to_hex(n), 4, '0') || right(id::text, 23))::uuid,
        device_id, recording_id, key_id, starts_at, duration, crc64, journal_index, sequence, frames,
        bytes, plain_bytes, md5, sha256, iv, case when n % 2 = 0 then 'cold' else 'hot' end
      from segments, generate_series(1, 20000) n`);
    await fixture.database.owner.pool.query('analyze segments');
    const draws = await Promise.all([1, 2, 3, 4, 5].map(() => drawSample(db, 100)));
    const drawn = draws.flat().map(({ id }) => Number.parseInt(id.slice(9, 13), 16));
    expect(draws.map((each) => each.length)).toEqual([100, 100, 100, 100, 100]);
    for (const [from, to] of [
      [0, 5_000],
      [5_000, 10_000],
      [10_000, 15_000],
      [15_000, 20_001],
    ] as const) {
      // A quarter of 500 is 125, with a deviation of 10 and the kinship of blocks.
      const share = drawn.filter((n) => n >= from && n < to).length;
      expect(share).toBeGreaterThan(60);
      expect(share).toBeLessThan(200);
    }
  });
});

describe('the nightly sample beside retention', () => {
  it('finds nothing amiss in what is being deleted, and forgets what was', async () => {
    const old = await archived(3, 60);
    const broken = segmentOf(old, 0);
    await writeFile(pathOf(broken), (await readFile(pathOf(broken))).subarray(0, -16));
    expect(await run('sample')).toMatchObject({ objects: 3, findings: 1 });
    expect(await openFindings()).toEqual([['damaged', broken.objectKey]]);
    await putRuleInForce(fixture.database.db, { days: 30 });
    await runNight(fixture.work, NIGHT);
    later += DAY;
    expect(await run('sample')).toMatchObject({ objects: 0, findings: 0, skipped: 0 });
    await finishDeletions(fixture.work);
    later += DAY;
    expect(await run('sample')).toMatchObject({ objects: 0, findings: 0 });
    expect(await openFindings()).toEqual([]);
  });
});

describe('the weekly reconciliation', () => {
  it('finds what is missing, of another size, unknown, or should be gone; and deletes nothing', async () => {
    const { db } = fixture.database;
    const [one, two] = [await archived(3), await archived(2, 70)];
    const waiting = await insertDevice(db);
    await fixture.record({ device: waiting, count: 1, daysAgo: 1 });
    await fixture.archive.delete(segmentOf(one, 0).objectKey);
    const short = segmentOf(one, 1);
    await writeFile(pathOf(short), (await readFile(pathOf(short))).subarray(0, -16));
    const strangers = ['0000/2026/01/01/a.ts', `${segmentOf(two, 0).objectKey}.copy`, 'zzz.ts'];
    const put = (key: string) =>
      fixture.archive.put(
        key,
        (async function* () {
          yield Buffer.from('123456789');
        })(),
        { size: 9, crc64: '11051210869376104954' },
      );
    for (const key of strangers) await put(key);
    expect(await run('reconciliation')).toMatchObject({ findings: 5, skipped: 0 });
    expect(new Set(await openFindings())).toEqual(
      new Set([
        ['missing', segmentOf(one, 0).objectKey],
        ['wrong-size', short.objectKey],
        ...strangers.map((key) => ['orphan', key]),
      ]),
    );
    for (const key of strangers) expect(await fixture.archive.head(key)).not.toBeNull();
    expect(await run('reconciliation')).toBeNull();

    await fixture.archive.delete('zzz.ts');
    later += 7 * DAY;
    expect(await run('reconciliation')).toMatchObject({ findings: 4 });
    expect(await openFindings()).toHaveLength(4);
    expect(await db.select().from(auditEntries)).toMatchObject([
      { action: 'integrity.alarm', details: { kind: 'reconciliation', findings: 5 } },
      { action: 'integrity.alarm', details: { findings: 4 } },
    ]);
  });

  it('knows what a rule has deleted, and an object that came back after', async () => {
    const old = await archived(2, 60);
    await archived(1, 2);
    await putRuleInForce(fixture.database.db, { days: 30 });
    await runNight(fixture.work, NIGHT);
    const objectKey = segmentOf(old, 0).objectKey;
    // Its keys are gone, its objects not yet: nothing is wrong.
    expect(await run('reconciliation')).toMatchObject({ findings: 0 });
    const bytes = await readFile(pathOf(segmentOf(old, 0)));
    await finishDeletions(fixture.work);
    later += 7 * DAY;
    expect(await run('reconciliation')).toMatchObject({ findings: 0 });
    await writeFile(pathOf(segmentOf(old, 0)), bytes);
    later += 7 * DAY;
    expect(await run('reconciliation')).toMatchObject({ findings: 1 });
    expect(await openFindings()).toEqual([['undeleted', objectKey]]);
  });

  it('sees nothing amiss when many devices record by day and night', async () => {
    const { db } = fixture.database;
    for (let device = 0; device < 5; device += 1) {
      const id = await insertDevice(db);
      const place = { device: id, state: 'cold', count: 3 } as const;
      // Over midnight, over months, and two displays at the same time.
      await fixture.record({ ...place, daysAgo: 3, start: NOW - (NOW % DAY) - DAY - 90_000_000 });
      await fixture.record({ ...place, daysAgo: 100 });
      const { key } = await fixture.record({ ...place, daysAgo: 40 });
      await fixture.record({ ...place, daysAgo: 40, key });
    }
    expect(await run('reconciliation')).toMatchObject({ objects: 60, findings: 0 });
  });
});

describe('checks of an archive in TOS', () => {
  it('go by what the store says, and an outage is no loss', async () => {
    const { server, store, dispose } = await openTestTos();
    const own = await openRetentionFixture(store);
    try {
      const footage = await archived(3, 5, own);
      expect(await run('sample', OPTIONS, own)).toMatchObject({ objects: 3, findings: 0 });
      expect(await run('reconciliation', OPTIONS, own)).toMatchObject({ objects: 3, findings: 0 });
      later += 7 * DAY;
      server.addFault({ operation: 'get', fault: { kind: 'status', status: 503, code: 'Busy' } });
      expect(await run('sample', OPTIONS, own)).toEqual({
        objects: 0,
        bytes: 0,
        skipped: 3,
        findings: 0,
      });
      server.addFault({ operation: 'list', fault: { kind: 'status', status: 503, code: 'Busy' } });
      await expect(run('reconciliation', OPTIONS, own)).rejects.toMatchObject({
        code: 'unavailable',
      });
      server.clearFaults();
      await store.delete(segmentOf(footage, 0).objectKey);
      later += DAY;
      expect(await run('reconciliation', OPTIONS, own)).toMatchObject({ findings: 1 });
      const runs = await own.database.db.select().from(integrityRuns).orderBy(integrityRuns.id);
      expect(runs.map(({ kind, lastError }) => [kind, lastError])).toEqual([
        ['sample', null],
        ['reconciliation', null],
        ['sample', null],
        ['reconciliation', 'unavailable'],
        ['reconciliation', null],
      ]);
      const rows = await own.database.db.select().from(segments);
      expect(rows.map(({ state }) => state)).toEqual(['cold', 'cold', 'cold']);
    } finally {
      await own.dispose();
      await dispose();
    }
  });
});
