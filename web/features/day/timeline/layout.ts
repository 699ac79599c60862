/** Measures of the timeline, CSS pixels. */
export const LANE_HEIGHT = 24;
/** Below each lane: a hair, and the strip that shows how much the screen changed. */
export const STRIP_GAP = 2;
export const STRIP_HEIGHT = 9;
export const LANE_GAP = STRIP_GAP + STRIP_HEIGHT + 5;
export const RULER_HEIGHT = 22;

export const laneTop = (index: number): number => index * (LANE_HEIGHT + LANE_GAP);
export const lanesHeight = (count: number): number => laneTop(Math.max(1, count));
export const timelineHeight = (count: number): number => lanesHeight(count) + RULER_HEIGHT;
