import type { Interval } from '@workcompanion/core/footage/interval';
import type { Viewport } from '../context/viewport.ts';
import { type ClockPrecision, formatClock } from '../time/format-clock.ts';
import type { ZoneDay } from '../time/zone-day.ts';

interface Ticks {
  readonly major: readonly { readonly micros: number; readonly label: string }[];
  readonly minor: readonly number[];
}

const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** Each divides a day, so that ticks fall on round local times. */
const STEPS = [
  ...[0.2, 0.5, 1, 2, 5, 10, 15, 30].map((seconds) => seconds * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
] as const;

const MAJOR_PX = 76;
const MINOR_PX = 9;

/** Stretches of one offset inside the view: the ruler starts anew where the clocks change. */
function offsetRegions(day: ZoneDay, view: Viewport): (Interval & { offset: number })[] {
  return day.offsets.flatMap(({ fromMicros, offsetMicros }, index) => {
    const end = day.offsets[index + 1]?.fromMicros ?? day.to;
    const from = Math.max(view.from, fromMicros);
    const to = Math.min(view.to, end);
    return from < to || (from === to && to === day.to) ? [{ from, to, offset: offsetMicros }] : [];
  });
}

function multiplesIn(
  region: Interval & { offset: number },
  step: number,
  isLast: boolean,
): number[] {
  const found: number[] = [];
  const first = Math.ceil((region.from + region.offset) / step) * step - region.offset;
  for (let at = first; isLast ? at <= region.to : at < region.to; at += step) found.push(at);
  return found;
}

function ticksOf(day: ZoneDay, view: Viewport, step: number): number[] {
  const regions = offsetRegions(day, view);
  return regions.flatMap((region, index) =>
    multiplesIn(region, step, index === regions.length - 1),
  );
}

/** Round local times for the ruler, as dense as labels of `MAJOR_PX` allow. */
export function chooseTicks(day: ZoneDay, view: Viewport, widthPx: number): Ticks {
  const pxPerMicro = widthPx / (view.to - view.from);
  const major = STEPS.find((step) => step >= SECOND && step * pxPerMicro >= MAJOR_PX) ?? 12 * HOUR;
  const minor = STEPS.find((step) => step * pxPerMicro >= MINOR_PX && major % step === 0) ?? major;
  const precision: ClockPrecision = major < MINUTE ? 'second' : 'minute';
  const majors = ticksOf(day, view, major);
  const taken = new Set(majors);
  return {
    major: majors.map((micros) => ({ micros, label: formatClock(day, micros, precision) })),
    minor: minor === major ? [] : ticksOf(day, view, minor).filter((micros) => !taken.has(micros)),
  };
}
