export interface Backoff {
  readonly baseMs: number;
  readonly ceilingMs: number;
}

/**
 * Exponential with full jitter: anywhere up to the ceiling of this attempt, so that a thousand
 * recorders don't come back in the same second. `failures` counts from 1; `random` is in [0, 1). Returns
 * whole milliseconds.
 */
export function backoffMs(
  failures: number,
  { baseMs, ceilingMs }: Backoff,
  random: () => number = Math.random,
): number {
  return Math.round(random() * Math.min(ceilingMs, baseMs * 2 ** (failures - 1)));
}
