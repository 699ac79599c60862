import type { PressureLevel } from '@workcompanion/db/schema/storage-samples';
import type { Logger } from 'pino';
import type { ArchiveUrgency } from '../archive/archive-options.ts';
import type { Job } from '../job.ts';
import type { PressureOptions } from './pressure-options.ts';
import { type StorageSample, takeSample } from './take-sample.ts';
import { urgencyOf } from './urgency-of.ts';

const SAMPLE_EVERY_MS = 30_000;

export function sampleStorage(
  { hotDir, maySweep, thresholds, readDisk }: PressureOptions,
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
