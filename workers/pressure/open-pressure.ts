import type { PressureLevel } from '@workcompanion/core/fleet/pressure-level';
import type { Logger } from 'pino';
import type { ArchiveOptions, ArchiveUrgency } from '../archive/archive-options.ts';
import type { WorkerEnv } from '../env.ts';
import type { Job } from '../job.ts';
import type { PressureThresholds } from './decide-pressure.ts';
import { type DiskSpace, readDisk, type StorageSample, takeSample } from './take-sample.ts';

export interface PressureOptions {
  /** Null: the hot store is a bucket, and has no disk to watch. */
  readonly hotDir: string | null;
  /** Whether the sweep may delete what is proved in the archive. */
  readonly maySweep: boolean;
  readonly thresholds: PressureThresholds;
  readonly readDisk: (folder: string) => Promise<DiskSpace>;
}

/** What the environment says of the watch over the disk; `archive` is null where there is none. */
export function pressureOptionsOf(env: WorkerEnv, archive: ArchiveOptions | null): PressureOptions {
  return {
    hotDir: env.HOT_KIND === 'folder' ? env.HOT_DIR : null,
    maySweep: archive !== null && archive.sweepAfterMs !== null,
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

/** The watch over the disk of the segments. The web server reads its level from the last sample. */
export function openPressure(options: PressureOptions): PressureWatch {
  let urgency: ArchiveUrgency = 'none';
  const { hotDir } = options;
  if (hotDir === null) return { jobs: [], urgency: () => 'none' };
  const sample = sampleStorage({ ...options, hotDir }, (decided) => {
    urgency = decided;
  });
  return { jobs: [sample], urgency: () => urgency };
}

const SAMPLE_EVERY_MS = 30_000;

function sampleStorage(
  { hotDir, maySweep, thresholds, readDisk }: PressureOptions & { readonly hotDir: string },
  onUrgency: (urgency: ArchiveUrgency) => void,
): Job {
  return {
    name: 'watch-disk',
    everyMs: SAMPLE_EVERY_MS,
    run: async ({ db, now, log }) => {
      const disk = await readDisk(hotDir);
      const request = { now: now(), disk, maySweep, thresholds };
      const { sample, before, mustSweep } = await takeSample(db, request);
      onUrgency(urgencyOf(sample.level, mustSweep));
      const known = before?.level ?? 'calm';
      if (sample.level !== known) tell(log, sample, known);
      return null;
    },
  };
}

function tell(log: Logger, sample: StorageSample, before: PressureLevel): void {
  const { level, hoursLeft, freeBytes, bytesPerHour } = sample;
  const facts = { level, before, hoursLeft, freeBytes, bytesPerHour };
  if (level === 'refuse') log.error(facts, 'the disk of the segments is full: uploads are put off');
  else if (level === 'calm') log.info(facts, 'the disk of the segments has room again');
  else log.warn(facts, 'the disk of the segments fills up: archiving outside the window');
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
