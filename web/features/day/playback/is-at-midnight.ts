import type { Interval } from '../time/interval.ts';

/** A day whose footage ends no earlier goes on in the next one. */
const AT_MIDNIGHT_MICROS = 2_000_000;

/** Whether a moment is so near the day's end that what follows is the next day. */
export function isAtMidnight(micros: number, day: Interval): boolean {
  return micros >= day.to - AT_MIDNIGHT_MICROS;
}
