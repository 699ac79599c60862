import { type DiskSpace, readDisk } from '@workcompanion/core/storage/read-disk';
import { segments } from '@workcompanion/db/schema/segments';
import {
  storageChanges,
  storageSamples,
  storePressures,
} from '@workcompanion/db/schema/storage-samples';
import { readPressures } from '@workcompanion/db/stores/store-pressure';
import { asc } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ArchiveFixture, openArchiveFixture } from '../archive/testing/archive-fixture.ts';
import { insertHotSegments } from '../archive/testing/insert-hot-segments.ts';
import { jobNamed } from '../archive/testing/job-named.ts';
import { pruneSamples } from '../housekeeping-jobs.ts';
import { PROCESS_NAME } from '../process-name.ts';
import { openPressure, type PressureOptions, type PressureWatch } from './open-pressure.ts';

const MB = 1_000_000;
const HOUR = 3_600_000_000;
const THRESHOLDS = { earlyHours: 48, fullHours: 12, reserveBytes: 10 * MB };

let fixture: ArchiveFixture;
/** The clock of the samples, µs, and the disk: what the test says. */
let now: number;
let disk: DiskSpace;
beforeEach(async () => {
  fixture = await openArchiveFixture();
  now = Date.now() * 1000;
  disk = { freeBytes: 1_000 * MB, totalBytes: 2_000 * MB };
});
afterEach(() => fixture.dispose());

function watch(options: Partial<PressureOptions> = {}): PressureWatch {
  return openPressure({
    hotDir: 'unused',
    quotaBytes: null,
    sharesBucket: false,
    folders: [],
    maySweep: true,
    thresholds: THRESHOLDS,
    readDisk: async () => disk,
    ...options,
  });
}

/** A sample `hours` after the one before. */
async function sample(pressure: PressureWatch, hours = 0) {
  now += hours * HOUR;
  const ctx = { ...fixture.ctx, now: () => now };
  await jobNamed(pressure.jobs, 'watch-disk').run(ctx);
  return (await samples()).at(-1);
}

function samples() {
  return fixture.database.db.select().from(storageSamples).orderBy(asc(storageSamples.at));
}

const receive = (count: number) =>
  insertHotSegments({ db: fixture.database.db, hot: fixture.hot }, { count, bytes: MB });

describe('the watch over the disk', () => {
  it('sums up what came in, and reckons the hours with it', async () => {
    const pressure = watch();
    await receive(3);
    await sample(pressure);
    await receive(10);
    expect(await sample(pressure, 1)).toMatchObject({
      freeBytes: 1_000 * MB,
      receivedBytes: 13 * MB,
      hotObjects: 13,
      hotBytes: 13 * MB,
      archivedObjects: 0,
      bytesPerHour: 10 * MB,
      hoursLeft: 99,
      level: 'calm',
    });
    expect(pressure.urgency()).toBe('none');
    expect(await fixture.database.db.select().from(storageChanges)).toEqual([]);
  });

  it('sends the archive to work outside its window, and at full rate, as the hours run out', async () => {
    const pressure = watch();
    await sample(pressure);
    await receive(10);
    disk = { ...disk, freeBytes: 310 * MB };
    expect(await sample(pressure, 1)).toMatchObject({ hoursLeft: 30, level: 'early' });
    expect(pressure.urgency()).toBe('early');
    disk = { ...disk, freeBytes: 60 * MB };
    expect(await sample(pressure, 0.01)).toMatchObject({ level: 'full' });
    expect(pressure.urgency()).toBe('full');
    disk = { ...disk, freeBytes: 9 * MB };
    expect(await sample(pressure, 0.01)).toMatchObject({ level: 'refuse', hoursLeft: 0 });
    expect(pressure.urgency()).toBe('full');
    disk = { ...disk, freeBytes: 900 * MB };
    expect(await sample(pressure, 0.01)).toMatchObject({ level: 'calm' });
    expect(pressure.urgency()).toBe('none');
  });

  it('empties the disk of what the archive has proved, and of nothing else', async () => {
    const closed = closedNow();
    const pressure = watch();
    const archive = fixture.open({
      window: closed,
      sweepAfterMs: 24 * 3_600_000,
      urgency: pressure.urgency,
    });
    const [archiveJob, sweepJob] = ['archive', 'sweep-archived'].map((name) =>
      jobNamed(archive.jobs, name),
    );
    await receive(5);
    await sample(pressure);
    await archiveJob?.run(fixture.ctx);
    await sweepJob?.run(fixture.ctx);
    expect(await sample(pressure, 0.01)).toMatchObject({ hotObjects: 5, coldObjects: 0 });

    await receive(1);
    disk = { ...disk, freeBytes: 11 * MB };
    await sample(pressure, 0.1);
    await sweepJob?.run(fixture.ctx);
    expect(await sample(pressure, 0.01)).toMatchObject({ hotObjects: 6, reclaimableBytes: 0 });
    await archiveJob?.run(fixture.ctx);
    expect(await sample(pressure, 0.01)).toMatchObject({
      archivedObjects: 6,
      reclaimableBytes: 6 * MB,
    });
    const [last] = await receive(1);
    await sample(pressure, 0.01);
    await sweepJob?.run(fixture.ctx);
    expect(await sample(pressure, 0.01)).toMatchObject({
      hotObjects: 1,
      archivedObjects: 0,
      coldObjects: 6,
    });
    expect(await fixture.hot.head(last?.key ?? '')).toMatchObject({ size: MB });
  });

  it('sweeps at once what could be swept when little else is free, and archives no sooner', async () => {
    const pressure = watch();
    await receive(6);
    await jobNamed(fixture.open({ sweepAfterMs: 24 * 3_600_000 }).jobs, 'archive').run(fixture.ctx);
    await sample(pressure);
    await receive(1);
    disk = { ...disk, freeBytes: 15 * MB };
    const thresholds = { ...THRESHOLDS, earlyHours: 8, fullHours: 6 };
    const soon = watch({ thresholds });
    expect(await sample(soon, 1)).toMatchObject({ level: 'calm', hoursLeft: 11 });
    expect(soon.urgency()).toBe('sweep');
  });

  it('counts nothing as reclaimable where the sweep is off', async () => {
    const pressure = watch({ maySweep: false });
    await receive(2);
    await jobNamed(fixture.open({ sweepAfterMs: null }).jobs, 'archive').run(fixture.ctx);
    expect(await sample(pressure)).toMatchObject({
      archivedBytes: 2 * MB,
      reclaimableBytes: 0,
    });
  });

  it('goes on from the samples of another process, and of one before it', async () => {
    const [one, other] = [watch(), watch()];
    await receive(2);
    disk = { ...disk, freeBytes: 9 * MB };
    await Promise.all([sample(one), sample(other), sample(one)]);
    await receive(1);
    expect(await sample(watch())).toMatchObject({ hotObjects: 3, receivedBytes: 3 * MB });
    disk = { ...disk, freeBytes: 11 * MB };
    expect(await sample(watch())).toMatchObject({ level: 'refuse' });
    expect((await samples()).map(({ hotObjects }) => hotObjects)).toEqual([2, 2, 2, 3, 3]);
  });

  it('counts what lies in a bucket, and knows no end to it unless a quota is given', async () => {
    const pressure = watch({ hotDir: null, maySweep: false });
    await receive(3);
    const unlimited = await sample(pressure);
    expect(unlimited).toMatchObject({ hotBytes: 3 * MB, freeBytes: null, totalBytes: null });
    expect(await fixture.database.db.select().from(storageChanges)).toEqual([]);
    await receive(10);
    const limited = watch({ hotDir: null, maySweep: false, quotaBytes: 33 * MB });
    expect(await sample(limited, 1)).toMatchObject({
      freeBytes: 20 * MB,
      totalBytes: 33 * MB,
      hoursLeft: 1,
      level: 'full',
    });
    expect(limited.urgency()).toBe('full');
    await receive(11);
    expect(await sample(limited, 1)).toMatchObject({ freeBytes: 9 * MB, level: 'refuse' });
  });

  it('counts what is archived in the same bucket against its quota', async () => {
    await receive(4);
    await fixture.database.db.update(segments).set({ state: 'cold' });
    const shared = { hotDir: null, quotaBytes: 100 * MB, maySweep: false };
    expect(await sample(watch({ ...shared, sharesBucket: true }))).toMatchObject({
      freeBytes: 96 * MB,
      coldBytes: 4 * MB,
    });
    expect(await sample(watch(shared))).toMatchObject({ freeBytes: 100 * MB });
  });

  it('says of each folder of its node how much room it has, until nobody looks any more', async () => {
    const folders = [
      ['thumbnails', fixture.folder],
      ['journal', `${fixture.folder}/not/mounted`],
    ] as const;
    const options = { folders, readDisk: async (folder: string) => diskOf(folder) };
    const diskOf = (folder: string) => {
      if (folder.endsWith('mounted')) throw new Error('ENOENT');
      return folder === 'unused' ? disk : { freeBytes: 9 * MB, totalBytes: 20 * MB };
    };
    await sample(watch(options));
    const seen = () => readPressures(fixture.database.db, now);
    expect(await seen()).toEqual([
      {
        store: 'thumbnails',
        node: PROCESS_NAME,
        at: now,
        level: 'refuse',
        cause: 'storage-full',
        freeBytes: 9 * MB,
        totalBytes: 20 * MB,
      },
    ]);
    now += HOUR;
    expect(await seen()).toEqual([]);
    await pruneSamples.run({ ...fixture.ctx, now: () => now });
    expect(await fixture.database.db.select().from(storePressures)).toEqual([]);
  });

  it('forgets samples after a week, but never the last', async () => {
    const pressure = watch();
    await receive(1);
    await sample(pressure);
    await sample(pressure, 8 * 24);
    expect(await pruneSamples.run({ ...fixture.ctx, now: () => now })).toEqual({ pruned: 1 });
    const later = now + 30 * 24 * HOUR;
    expect(await pruneSamples.run({ ...fixture.ctx, now: () => later })).toBeNull();
    expect(await sample(pressure, 1)).toMatchObject({ hotObjects: 1 });
  });

  it('reads a real disk, and makes no folder that is not there', async () => {
    await expect(readDisk(`${fixture.folder}/not/yet`)).rejects.toThrow('ENOENT');
    const read = await readDisk(fixture.folder);
    expect(read.freeBytes).toBeGreaterThan(0);
    expect(read.totalBytes).toBeGreaterThanOrEqual(read.freeBytes);
  });
});

/** A window that opens in two hours. */
function closedNow() {
  const hour = new Date().getUTCHours() * 60;
  return { from: (hour + 120) % 1440, to: (hour + 180) % 1440, timeZone: 'UTC' };
}
