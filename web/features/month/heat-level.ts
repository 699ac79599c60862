/** How strongly a day is coloured: 0 nothing recorded, 4 a full day. */
export type HeatLevel = 0 | 1 | 2 | 3 | 4;

const HOUR = 3_600_000_000;
const STEPS = [
  { from: 6 * HOUR, level: 4 },
  { from: 4 * HOUR, level: 3 },
  { from: 2 * HOUR, level: 2 },
  { from: 1, level: 1 },
] as const;

export function heatLevel(recordedMicros: number): HeatLevel {
  return STEPS.find(({ from }) => recordedMicros >= from)?.level ?? 0;
}

/** A fault that is shorter is a restart: told in words, and not by a mark. µs */
const WORTH_A_MARK = 60_000_000;

export function hasFault(faultMicros: number): boolean {
  return faultMicros >= WORTH_A_MARK;
}
