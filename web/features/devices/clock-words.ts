/** How a device's clock stands, from `clockOffset` (server minus device, µs). */
export type ClockWords =
  | { readonly key: 'unknown' | 'clockRight' }
  | { readonly key: 'clockAhead' | 'clockBehind'; readonly micros: number };

/** Below a second nobody is misled; statements carry the measured offset anyway. */
const TOLERANCE_MICROS = 1_000_000;

export function clockWords(offset: number | null): ClockWords {
  if (offset === null) return { key: 'unknown' };
  if (Math.abs(offset) < TOLERANCE_MICROS) return { key: 'clockRight' };
  return { key: offset > 0 ? 'clockBehind' : 'clockAhead', micros: Math.abs(offset) };
}
