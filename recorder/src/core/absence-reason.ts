import type { GapCause } from '@workcompanion/core/protocol/gap-cause';
import { z } from 'zod';
import type { Interruption } from './capture/gap-bodies.ts';
import type { Pause } from './policy/pause-policy.ts';
import type { DesiredState } from './recorder-state-machine.ts';

/** What the window sees coming, and only it: the screen is locked, the machine goes to sleep. */
export const SystemAbsence = z.enum(['locked', 'asleep']);
export type SystemAbsence = z.infer<typeof SystemAbsence>;

/** Why nobody is there to be recorded, or to see that it records (`hidden`: no window shows it). */
export type AbsenceReason = SystemAbsence | 'hidden';

export function absenceInterruption(away: AbsenceReason): Interruption {
  if (away !== 'hidden') return { cause: away, note: null };
  return { cause: 'paused', reason: 'the window that shows the recording is gone', until: null };
}

export type StopReason = Extract<GapCause, 'stopped' | 'signed-out'>;

interface RestFacts {
  readonly pause: Pause | null;
  readonly away: AbsenceReason | null;
  /** Of an orderly end. */
  readonly stop: StopReason;
}

/** What the gap says when nothing is recorded in a state. */
export function restReason(
  state: Exclude<DesiredState, 'recording'>,
  { pause, away, stop }: RestFacts,
): Interruption {
  switch (state) {
    case 'stopping':
      return { cause: stop, note: null };
    case 'awaiting-notice':
      return { cause: 'paused', reason: 'a notice waits to be acknowledged', until: null };
    case 'paused':
      if (away !== null) return absenceInterruption(away);
      return {
        cause: 'paused',
        reason: pause?.reason ?? 'no reason given',
        until: pause?.until ?? null,
      };
    case 'outside-schedule':
    case 'disk-full':
      return { cause: state, note: null };
  }
}
