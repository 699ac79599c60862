import type { ActivitySample } from '../../contract/activity.ts';

/** Where segments last seconds, a day would be ten thousand samples; nobody looks that close. */
const SAMPLE_MICROS = 10_000_000;
const SEAM_MICROS = 500_000;

/** Joins neighbours until a sample lasts ten seconds. In order of time, none over a gap. */
export function coarsenSamples(samples: readonly ActivitySample[]): ActivitySample[] {
  const coarse: ActivitySample[] = [];
  for (const { from, to, bytes } of samples) {
    const last = coarse.at(-1);
    const isShort = last !== undefined && last.to - last.from < SAMPLE_MICROS;
    if (isShort && Math.abs(from - last.to) < SEAM_MICROS) {
      last.to = to;
      last.bytes += bytes;
    } else coarse.push({ from, to, bytes });
  }
  return coarse;
}
