import type { FrameAge } from '../../contract/overview.ts';

const MINUTE = 60_000_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Segments last a minute by default and leave within another: five are no delay yet. */
const STEPS = [
  { within: 5 * MINUTE, age: 'minutes' },
  { within: HOUR, age: 'hour' },
  { within: DAY, age: 'day' },
  { within: 7 * DAY, age: 'week' },
] as const;

export function frameAge(verifiedAt: number | null, now: number): FrameAge {
  if (verifiedAt === null) return 'never';
  return STEPS.find(({ within }) => now - verifiedAt <= within)?.age ?? 'older';
}
