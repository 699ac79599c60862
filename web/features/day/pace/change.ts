import type { Interval } from '../time/interval.ts';

/** How much of a screen changed in a stretch: 0 nothing, 1 as much as ever that day. */
export interface Change extends Interval {
  readonly change: number;
}

/** Up to this much, what changes is a clock or a caret: nothing that anybody did. */
export const STILL_CHANGE = 0.3;
