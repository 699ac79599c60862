import { z } from 'zod';
import type { Interruption } from './capture/gap-bodies.ts';

/** What the window sees coming, and only it: the screen is locked, the machine goes to sleep. */
export const SystemAway = z.enum(['locked', 'asleep']);
export type SystemAway = z.infer<typeof SystemAway>;

/** Why nobody is there to be recorded, or to see that it records (`hidden`: no window shows it). */
export type Away = SystemAway | 'hidden';

export function awayReason(away: Away): Interruption {
  if (away !== 'hidden') return { cause: away, note: null };
  return { cause: 'paused', reason: 'the window that shows the recording is gone', until: null };
}
