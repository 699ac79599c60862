import type { PressureLevel } from '@workcompanion/core/fleet/pressure-level';
import type { StoreName } from '@workcompanion/core/fleet/store-name';
import { hotStoreOptions, sharesBucket } from '@workcompanion/core/storage/hot/open-hot-store';
import { objectStoreOptions } from '@workcompanion/core/storage/objects/open-object-stores';
import { type DiskSpace, readDisk } from '@workcompanion/core/storage/read-disk';
import { notePressures, pressureOf } from '@workcompanion/db/stores/store-pressure';
import type { Logger } from 'pino';
import type { ArchiveOptions, ArchiveUrgency } from '../archive/archive-options.ts';
import type { WorkerEnv } from '../env.ts';
import type { Job, WorkerContext } from '../job.ts';
import { PROCESS_NAME } from '../process-name.ts';
import type { PressureThresholds } from './decide-pressure.ts';
import { type StorageSample, takeSample } from './take-sample.ts';

export interface PressureOptions {
  /** Null: the hot store is a bucket, and has no disk to watch. */
  readonly hotDir: string | null;
  /** How much may lie in that bucket; null where nobody says. */
  readonly quotaBytes: number | null;
  /** What is archived stays in the bucket of the hot store. */
  readonly sharesBucket: boolean;
  /** Other stores that are folders of this node. */
  readonly folders: readonly (readonly [StoreName, string])[];
  /** Whether the sweep may delete what is proved in the archive. */
  readonly maySweep: boolean;
  readonly thresholds: PressureThresholds;
  readonly readDisk: (folder: string) => Promise<DiskSpace>;
}

/** What the environment says of the watch over the stores; `archive` is null where there is none. */
export function pressureOptionsOf(env: WorkerEnv, archive: ArchiveOptions | null): PressureOptions {
  const isShared = archive !== null && sharesBucket(hotStoreOptions(env), archive.store);
  const { bucket, folders } = objectStoreOptions(env);
  return {
    hotDir: env.HOT_KIND === 'folder' ? env.HOT_DIR : null,
    quotaBytes: env.HOT_QUOTA_BYTES === 0 ? null : env.HOT_QUOTA_BYTES,
    sharesBucket: isShared,
    folders:
      bucket === null
        ? [
            ['thumbnails', folders.thumbnails],
            ['evidence-packages', folders['evidence-packages']],
            ['journal', folders.journal],
          ]
        : [],
    maySweep: archive !== null && archive.sweepAfterMs !== null && !isShared,
    thresholds: {
      earlyHours: env.PRESSURE_EARLY_HOURS,
      fullHours: env.PRESSURE_FULL_HOURS,
      reserveBytes: env.HOT_MINIMUM_FREE_BYTES,
    },
    readDisk,
  };
}

export interface PressureWatch {
  readonly jobs: readonly Job[];
  /** What the archive shall do about it, as last decided. */
  readonly urgency: () => ArchiveUrgency;
}

const SAMPLE_EVERY_MS = 30_000;

/** The watch over the stores. The web server reads the level of the hot store from the last sample. */
export function openPressure(options: PressureOptions): PressureWatch {
  let urgency: ArchiveUrgency = 'none';
  const sample: Job = {
    name: 'watch-disk',
    everyMs: SAMPLE_EVERY_MS,
    run: async (ctx) => {
      const { hotDir, readDisk: read, ...rest } = options;
      const disk = hotDir === null ? null : await read(hotDir);
      const taken = await takeSample(ctx.db, { ...rest, disk, now: ctx.now() });
      urgency = urgencyOf(taken.sample.level, taken.mustSweep);
      const known = taken.before?.level ?? 'calm';
      if (taken.sample.level !== known) tell(ctx.log, taken.sample, known);
      await noteFolders(ctx, options);
      return null;
    },
  };
  return { jobs: [sample], urgency: () => urgency };
}

/** How this node finds the folders of the other stores; one that is not there says so by its marker. */
async function noteFolders(
  { db, now, log }: WorkerContext,
  { folders, thresholds: { reserveBytes }, readDisk: read }: PressureOptions,
): Promise<void> {
  for (const [store, folder] of folders) {
    const disk = await read(folder).catch(() => null);
    if (disk === null) continue;
    const found = pressureOf({
      store,
      node: PROCESS_NAME,
      at: now(),
      disk,
      reserveBytes,
      trouble: null,
    });
    await notePressures(db, [found]);
    if (found.level === 'refuse') log.error({ store, ...disk }, 'the disk of a store is full');
  }
}

function tell(log: Logger, sample: StorageSample, before: PressureLevel): void {
  const { level, hoursLeft, freeBytes, bytesPerHour } = sample;
  const facts = { level, before, hoursLeft, freeBytes, bytesPerHour };
  if (level === 'refuse') log.error(facts, 'the hot store is full: uploads are put off');
  else if (level === 'calm') log.info(facts, 'the hot store has room again');
  else log.warn(facts, 'the hot store fills up: archiving outside the window');
}

/** What the archive shall do about it. */
function urgencyOf(level: PressureLevel, mustSweep: boolean): ArchiveUrgency {
  switch (level) {
    case 'calm':
      return mustSweep ? 'sweep' : 'none';
    case 'early':
      return 'early';
    case 'full':
    case 'refuse':
      return 'full';
  }
}
