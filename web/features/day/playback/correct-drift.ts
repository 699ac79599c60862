/**
 * How a display is brought back to the clock of the leading one. `drift` is how far it is ahead
 * (wall µs). Small drifts are left alone: a rate that changes all the time is worse than 60 ms.
 */
export type Correction =
  | { readonly kind: 'none' }
  | { readonly kind: 'rate'; readonly rate: number }
  | { readonly kind: 'seek' };

const IGNORED_MICROS = 60_000;
const SEEK_MICROS = 1_000_000;
/** The rate changes by at most a quarter, and closes a drift in about a second. */
const MAXIMUM_NUDGE = 0.25;
/** Browsers throw on a higher one. */
const FASTEST_RATE = 16;

export function correctDrift(driftMicros: number, rate: number): Correction {
  const pace = Math.max(1, rate);
  const size = Math.abs(driftMicros);
  if (size <= IGNORED_MICROS * pace) return { kind: 'none' };
  if (size > SEEK_MICROS * pace) return { kind: 'seek' };
  const share = Math.min(MAXIMUM_NUDGE, size / (1_000_000 * pace));
  const wish = rate * (driftMicros > 0 ? 1 - share : 1 + share);
  return { kind: 'rate', rate: Math.min(FASTEST_RATE, wish) };
}
