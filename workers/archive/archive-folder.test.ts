import { mkdir, readdir, readFile, rename, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FolderStore } from '@workcompanion/core/storage/folder-store';
import { archiveRuns } from '@workcompanion/db/schema/archive-runs';
import { type SegmentState, segments } from '@workcompanion/db/schema/segments';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ArchiveUrgency } from './archive-options.ts';
import { healQuarantine } from './heal-quarantine.ts';
import type { RunFacts } from './run-progress.ts';
import {
  type ArchiveFixture,
  jobOf,
  openArchiveFixture,
  TEST_PACE,
} from './testing/archive-fixture.ts';
import { insertHotSegments } from './testing/insert-hot-segments.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

let fixture: ArchiveFixture;
beforeEach(async () => {
  fixture = await openArchiveFixture();
});
afterEach(() => fixture.dispose());

function insert(count: number, startMs?: number) {
  const where = { db: fixture.database.db, hot: fixture.hot };
  return insertHotSegments(where, { count, bytes: 20_000, ...(startMs && { startMs }) });
}

async function states(): Promise<SegmentState[]> {
  const rows = await fixture.database.db.select().from(segments).orderBy(segments.id);
  return rows.map((row) => row.state);
}

function troubles() {
  return fixture.database.db.select().from(segments).orderBy(segments.id);
}

/** What waits is due. */
async function minutesLater(): Promise<void> {
  await fixture.database.db.update(segments).set({ notBefore: 0 });
}

function pathOf(segment: { readonly key: string } | undefined): string {
  return join(fixture.folder, 'hot', segment?.key ?? '');
}

async function* once(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function archived(): FolderStore {
  return new FolderStore(join(fixture.folder, 'archive'));
}

describe('the archive in a folder', () => {
  it('copies what is old enough, then deletes the local copies, and tells what it did', async () => {
    const [first] = await insert(30);
    await insert(2, Date.now());
    const archive = fixture.open();
    expect(await jobOf(archive, 'archive').run(fixture.ctx)).toMatchObject({
      objects: 30,
      bytes: 600_000,
      failures: 0,
    });
    expect(await states()).toEqual([...Array(30).fill('archived'), 'hot', 'hot']);
    expect(await fixture.hot.head(first?.key ?? '')).not.toBeNull();

    expect(await jobOf(archive, 'sweep-archived').run(fixture.ctx)).toEqual({ swept: 30, lost: 0 });
    expect(await states()).toEqual([...Array(30).fill('cold'), 'hot', 'hot']);
    expect(await fixture.hot.head(first?.key ?? '')).toBeNull();
    expect(await archived().head(first?.key ?? '')).toMatchObject({ size: 20_000 });
    const [cold] = await fixture.database.db.select().from(segments).limit(1);
    expect(cold).toMatchObject({ attempts: null, notBefore: null, leaseUntil: null });

    await archive.close();
    expect(await fixture.database.db.select().from(archiveRuns)).toMatchObject([
      { state: 'ended', objects: 30, bytes: 600_000, failures: 0, quarantined: 0 },
    ]);
  });

  it('keeps every local copy when sweeping is off, and until the grace time is over', async () => {
    await insert(3);
    expect(fixture.open({ sweepAfterMs: null }).jobs.map((job) => job.name)).not.toContain(
      'sweep-archived',
    );
    const archive = fixture.open({ sweepAfterMs: HOUR_MS });
    await jobOf(archive, 'archive').run(fixture.ctx);
    expect(await jobOf(archive, 'sweep-archived').run(fixture.ctx)).toBeNull();
    expect(await states()).toEqual(['archived', 'archived', 'archived']);
  });

  it('removes what a killed process has left half written, and nothing that is being written', async () => {
    const incoming = join(fixture.folder, 'archive', '.incoming');
    await mkdir(incoming, { recursive: true });
    for (const name of ['put-old', 'put-new']) await writeFile(join(incoming, name), 'half');
    const longAgo = new Date(Date.now() - 2 * HOUR_MS);
    await utimes(join(incoming, 'put-old'), longAgo, longAgo);
    const job = jobOf(fixture.open(), 'discard-abandoned');
    expect(await job.run(fixture.ctx)).toEqual({ discarded: 1 });
    expect(await readdir(incoming)).toEqual(['put-new']);
  });

  it('does nothing while the window is closed', async () => {
    await insert(1);
    const hour = new Date().getUTCHours() * 60;
    const window = { from: (hour + 120) % 1440, to: (hour + 180) % 1440, timeZone: 'UTC' };
    expect(await jobOf(fixture.open({ window }), 'archive').run(fixture.ctx)).toBeNull();
    expect(await states()).toEqual(['hot']);
  });

  it('goes on for what is urgent, whatever the window, the age, the rate and the grace', async () => {
    await insert(3);
    await insert(2, Date.now() - 600_000);
    const hour = new Date().getUTCHours() * 60;
    const window = { from: (hour + 120) % 1440, to: (hour + 180) % 1440, timeZone: 'UTC' };
    let urgency: ArchiveUrgency = 'full';
    const archive = fixture.open({
      window,
      bytesPerSecond: 100,
      sweepAfterMs: 3_600_000,
      urgency: () => urgency,
    });
    expect(await jobOf(archive, 'archive').run(fixture.ctx)).toMatchObject({ objects: 5 });
    expect(new Set(await states())).toEqual(new Set(['archived']));

    const sweep = jobOf(archive, 'sweep-archived');
    const isHasty = () => sweep.everyMs < 10_000;
    urgency = 'none';
    expect([await sweep.run(fixture.ctx), isHasty()]).toEqual([null, false]);
    urgency = 'sweep';
    expect([await sweep.run(fixture.ctx), isHasty()]).toEqual([{ swept: 5, lost: 0 }, true]);
    await insert(1);
    expect(await jobOf(archive, 'archive').run(fixture.ctx)).toBeNull();
    expect((await states()).filter((state) => state === 'hot')).toHaveLength(1);
  });

  it('keeps to the rate while it works early', async () => {
    await insert(5);
    const archive = fixture.open({ bytesPerSecond: 100_000, urgency: () => 'early' });
    const startedAt = performance.now();
    expect(await jobOf(archive, 'archive').run(fixture.ctx)).toMatchObject({ objects: 5 });
    expect(performance.now() - startedAt).toBeGreaterThan(800);
  });

  it('tells how far it is, and how fast, long before it is done', async () => {
    await insert(5);
    await insert(2, Date.now());
    const shown: RunFacts[] = [];
    const report = { show: (facts: RunFacts) => shown.push(facts), end: () => {} };
    // At this rate the fourth is done after 3.2 s: too close to the deadline of a short lease.
    const pace = { ...TEST_PACE, leaseMs: 60_000 };
    const archive = fixture.open({ bytesPerSecond: 25_000, report, pace });
    await jobOf(archive, 'archive').run(fixture.ctx);
    const first = shown.find(({ objects }) => objects > 0);
    expect(first).toMatchObject({ state: 'archiving', failures: 0, problem: null });
    expect(first?.bytesPerSecond).toBeGreaterThan(0);
    expect(first?.bytesPerSecond).toBeLessThan(40_000);
    for (const { objects, leftObjects } of shown) expect(objects + leftObjects).toBe(5);
    expect(shown.at(-1)).toMatchObject({ state: 'waiting', objects: 5, leftObjects: 0 });
  });

  it('looks twice, minutes apart, before a segment without its right file is in quarantine', async () => {
    const [gone, short, good, back] = await insert(4);
    const saved = await readFile(pathOf(back));
    for (const each of [gone, back]) await fixture.hot.delete(each?.key ?? '');
    await truncate(pathOf(short), 100);
    const archive = fixture.open({ pace: { ...TEST_PACE, secondLookMs: 5 * MINUTE_MS } });
    const first = await jobOf(archive, 'archive').run(fixture.ctx);
    expect(first).toMatchObject({ objects: 1, quarantined: 0 });
    const doubted = await troubles();
    expect(doubted.map(({ state, attempts, lastError }) => [state, attempts, lastError])).toEqual([
      ['hot', 1, 'blob-missing'],
      ['hot', 1, 'digest-mismatch'],
      ['archived', null, null],
      ['hot', 1, 'blob-missing'],
    ]);
    for (const row of doubted.filter(({ state }) => state === 'hot')) {
      expect(row.notBefore).toBeGreaterThan((Date.now() + 4 * MINUTE_MS) * 1000);
    }
    expect(await jobOf(archive, 'archive').run(fixture.ctx)).toBeNull();

    await writeFile(pathOf(back), saved);
    await minutesLater();
    const second = await jobOf(archive, 'archive').run(fixture.ctx);
    expect(second).toMatchObject({ objects: 2, quarantined: 2 });
    expect((await troubles()).map(({ id, state, lastError }) => [id, state, lastError])).toEqual([
      [gone?.id, 'quarantined', 'blob-missing'],
      [short?.id, 'quarantined', 'digest-mismatch'],
      [good?.id, 'archived', null],
      [back?.id, 'archived', null],
    ]);
  });

  it('looks twice, too, when neither archive nor hot folder seem to have what was archived', async () => {
    const [segment] = await insert(1);
    const archive = fixture.open({ pace: { ...TEST_PACE, secondLookMs: 5 * MINUTE_MS } });
    await jobOf(archive, 'archive').run(fixture.ctx);
    await rename(join(fixture.folder, 'archive'), join(fixture.folder, 'away'));
    await fixture.hot.delete(segment?.key ?? '');
    const sweep = () => jobOf(archive, 'sweep-archived').run(fixture.ctx);
    expect(await sweep()).toBeNull();
    expect(await troubles()).toMatchObject([{ state: 'archived', lastError: 'blob-missing' }]);
    await minutesLater();
    expect(await sweep()).toEqual({ swept: 0, lost: 1 });
    expect(await states()).toEqual(['quarantined']);
  });

  it('heals by itself: what is back and right leaves its quarantine, at growing intervals', async () => {
    const [hot, cold, other, gone] = await insert(4);
    const saved = await Promise.all([hot, cold].map((each) => readFile(pathOf(each))));
    for (const each of [hot, cold, other, gone]) await fixture.hot.delete(each?.key ?? '');
    const { db } = fixture.database;
    await db.update(segments).set({ state: 'quarantined', lastError: 'blob-missing' });
    const heal = healQuarantine({ firstMs: 5 * MINUTE_MS, ceilingMs: 60 * MINUTE_MS });
    expect(await heal.run(fixture.ctx)).toBeNull();
    for (const { notBefore, attempts, lastError } of await troubles()) {
      expect(notBefore).toBeGreaterThan((Date.now() + 2 * MINUTE_MS) * 1000);
      expect([attempts, lastError]).toEqual([1, 'blob-missing']);
    }

    await writeFile(pathOf(hot), saved[0] ?? '');
    const [, inArchive] = await db.select().from(segments).orderBy(segments.id);
    await archived().put(cold?.key ?? '', once(saved[1] ?? Buffer.alloc(0)), {
      size: inArchive?.bytes ?? 0,
      crc64: inArchive?.crc64 ?? '',
    });
    // The right size with other bytes: that is not what was recorded.
    await writeFile(pathOf(other), Buffer.alloc(20_000));
    await minutesLater();
    expect(await heal.run(fixture.ctx)).toEqual({ healed: 2 });
    expect((await troubles()).map(({ state, attempts }) => [state, attempts])).toEqual([
      ['hot', null],
      ['archived', null],
      ['quarantined', 2],
      ['quarantined', 2],
    ]);
    const archive = fixture.open();
    await jobOf(archive, 'archive').run(fixture.ctx);
    expect(await jobOf(archive, 'sweep-archived').run(fixture.ctx)).toEqual({ swept: 2, lost: 0 });
    expect(await states()).toEqual(['cold', 'cold', 'quarantined', 'quarantined']);
  });

  it('marks what an earlier try has brought away, although the local file is gone', async () => {
    const [segment] = await insert(1);
    const archive = fixture.open();
    await jobOf(archive, 'archive').run(fixture.ctx);
    await fixture.database.db.update(segments).set({ state: 'hot' });
    await fixture.hot.delete(segment?.key ?? '');
    expect(await jobOf(archive, 'archive').run(fixture.ctx)).toMatchObject({ quarantined: 0 });
    expect(await states()).toEqual(['archived']);
  });

  it('archives anew what the archive has lost before the sweep, and never deletes it here', async () => {
    const [segment] = await insert(1);
    const archive = fixture.open();
    await jobOf(archive, 'archive').run(fixture.ctx);
    await archived().delete(segment?.key ?? '');
    expect(await jobOf(archive, 'sweep-archived').run(fixture.ctx)).toEqual({ swept: 0, lost: 1 });
    expect(await states()).toEqual(['hot']);
    expect(await fixture.hot.head(segment?.key ?? '')).not.toBeNull();
    await jobOf(archive, 'archive').run(fixture.ctx);
    expect(await jobOf(archive, 'sweep-archived').run(fixture.ctx)).toEqual({ swept: 1, lost: 0 });
  });

  it('sends a local copy with a wrong bit to quarantine after eight tries, and keeps it', async () => {
    const [segment] = await insert(1);
    await fixture.database.owner.db.update(segments).set({ crc64: '1' });
    const archive = fixture.open();
    await expect
      .poll(
        async () => {
          await jobOf(archive, 'archive').run(fixture.ctx);
          return states();
        },
        { timeout: 10_000, interval: 20 },
      )
      .toEqual(['quarantined']);
    const [row] = await fixture.database.db.select().from(segments);
    expect(row?.lastError).toBe('digest-mismatch');
    expect(await fixture.hot.head(segment?.key ?? '')).not.toBeNull();
  });
});
