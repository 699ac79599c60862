import type { WorkerArchiveSettings } from '@workcompanion/db/schema/worker-processes';
import type { ArchiveOptions } from '../archive/archive-options.ts';
import type { PressureThresholds } from '../pressure/decide-pressure.ts';

const HOUR_MS = 3_600_000;

/** What may be shown of the archive's options: neither store nor credentials. */
export function archiveSettings(
  options: ArchiveOptions,
  { earlyHours, fullHours }: PressureThresholds,
): WorkerArchiveSettings {
  const { window, slots, bytesPerSecond, minimumAgeMs, sweepAfterMs } = options;
  return {
    window,
    slots,
    bytesPerSecond,
    earlyHours,
    fullHours,
    minimumAgeHours: minimumAgeMs / HOUR_MS,
    sweepAfterHours: sweepAfterMs === null ? null : sweepAfterMs / HOUR_MS,
  };
}
