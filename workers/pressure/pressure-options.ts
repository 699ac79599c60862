import type { ArchiveOptions } from '../archive/archive-options.ts';
import type { Env } from '../env.ts';
import type { PressureThresholds } from './decide-pressure.ts';
import { type DiskSpace, readDisk } from './read-disk.ts';

export interface PressureOptions {
  readonly hotDir: string;
  /** Whether the sweep may delete what is proved in the archive. */
  readonly maySweep: boolean;
  readonly thresholds: PressureThresholds;
  readonly readDisk: (folder: string) => Promise<DiskSpace>;
}

/** What the environment says of the watch over the disk; `archive` is null where there is none. */
export function pressureOptionsOf(env: Env, archive: ArchiveOptions | null): PressureOptions {
  return {
    hotDir: env.HOT_DIR,
    maySweep: archive !== null && archive.sweepAfterMs !== null,
    thresholds: {
      earlyHours: env.PRESSURE_EARLY_HOURS,
      fullHours: env.PRESSURE_FULL_HOURS,
      reserveBytes: env.HOT_MINIMUM_FREE_BYTES,
    },
    readDisk,
  };
}
