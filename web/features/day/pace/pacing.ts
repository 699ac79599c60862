import type { Interval } from '../timeline/interval.ts';

/** A stretch to be watched within some minutes of the viewer's time. */
export interface Budget extends Interval {
  readonly minutes: number;
}

/** How the viewer wants to get through the day. */
export interface Pacing {
  readonly skipsIdle: boolean;
  /** The shortest still stretch that is skipped, µs. */
  readonly idleMicros: number;
  readonly budget: Budget | null;
}

/** µs: what a viewer may choose from. */
export const IDLE_CHOICES = [20, 60, 120, 300].map((seconds) => seconds * 1_000_000);

export const USUAL_PACING: Pacing = { skipsIdle: false, idleMicros: 60_000_000, budget: null };
