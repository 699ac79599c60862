/** The clock of MPEG-TS presentation times, and the 33 bits it is told in (ISO/IEC 13818-1). */
const TICKS_PER_MS = 90;
const WRAP_TICKS = 2 ** 33;

/**
 * The UTC milliseconds (with a fraction) of a wall-clock PTS, which wraps every 26.5 hours: of all
 * times it may stand for, the one nearest to `nearMs`.
 */
export function unwrapPts(pts90k: number, nearMs: number): number {
  const wraps = Math.round((nearMs * TICKS_PER_MS - pts90k) / WRAP_TICKS);
  return (pts90k + wraps * WRAP_TICKS) / TICKS_PER_MS;
}

/** The PTS that a frame captured at `utcMs` carries. */
export function ptsOf(utcMs: number): number {
  return Math.round(utcMs * TICKS_PER_MS) % WRAP_TICKS;
}
