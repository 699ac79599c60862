import type { Interval } from '@workcompanion/core/footage/interval';

/** A stretch to be watched within a time. */
export interface Budget extends Interval {
  /** The viewer's, µs. */
  readonly time: number;
}

/** How the viewer wants to get through the day. */
export interface Pacing {
  readonly skipsIdle: boolean;
  /** The shortest still stretch that is skipped, µs. */
  readonly idleMicros: number;
  readonly budget: Budget | null;
  /** Where the stretch ends that is being played; null: nowhere. */
  readonly stopAt: number | null;
}

/** µs: what a viewer may choose from. */
export const IDLE_CHOICES = [20, 60, 120, 300].map((seconds) => seconds * 1_000_000);

/** µs: within what a stretch can be watched. */
export const BUDGET_CHOICES = [0.5, 1, 2, 5, 10, 20, 30, 60].map((minutes) => minutes * 60_000_000);

export const USUAL_PACING: Pacing = {
  skipsIdle: false,
  idleMicros: 60_000_000,
  budget: null,
  stopAt: null,
};

export const SPEEDS = [0.5, 1, 2, 4, 8, 16] as const;
export type Speed = (typeof SPEEDS)[number];

/** The next speed up (1) or down (-1); the same at the ends. */
export function stepSpeed(speed: Speed, direction: 1 | -1): Speed {
  return SPEEDS[SPEEDS.indexOf(speed) + direction] ?? speed;
}
