import type { ArchiveOptions } from '../archive/archive-options.ts';
import type { Env } from '../env.ts';
import type { PressureOptions } from './pressure-options.ts';
import { readDisk } from './read-disk.ts';

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
