import type { ArchiveUrgency } from '../archive/archive-options.ts';
import type { Job } from '../job.ts';
import type { PressureOptions } from './pressure-options.ts';
import { pruneSamples } from './prune-samples.ts';
import { sampleStorage } from './sample-storage.ts';

export interface PressureWatch {
  readonly jobs: readonly Job[];
  /** What the archive shall do about it, as last decided. */
  readonly urgency: () => ArchiveUrgency;
}

/** The watch over the disk of the segments. The web server reads its level from the last sample. */
export function openPressure(options: PressureOptions): PressureWatch {
  let urgency: ArchiveUrgency = 'none';
  const sample = sampleStorage(options, (decided) => {
    urgency = decided;
  });
  return { jobs: [sample, pruneSamples], urgency: () => urgency };
}
