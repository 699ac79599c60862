import type { GapCause } from '@workcompanion/core/protocol/gap-cause';
import type { RecorderState } from '@workcompanion/core/protocol/messages';
import { z } from 'zod';
import type { Interruption } from './capture/gap-bodies.ts';
import type { Pause } from './policy/pause-policy.ts';

/** Only the window is told in time that the screen is locked or that the machine goes to sleep. */
export const SystemAbsence = z.enum(['locked', 'asleep']);
export type SystemAbsence = z.infer<typeof SystemAbsence>;

/** Why recording rests while nobody is there. `hidden`: no window shows that the screen is recorded. */
export type AbsenceReason = SystemAbsence | 'hidden';

/** Why the recorder ends in good order. */
export type StopReason = Extract<GapCause, 'stopped' | 'signed-out'>;

interface RestFacts {
  readonly pause: Pause | null;
  readonly absence: AbsenceReason | null;
  readonly stop: StopReason;
}

/** What the gap says when nothing is recorded in a state. */
export function restReason(
  state: Exclude<RecorderState, 'recording' | 'capture-failed'>,
  { pause, absence, stop }: RestFacts,
): Interruption {
  switch (state) {
    case 'stopping':
      return { cause: stop, note: null };
    case 'awaiting-notice':
      return { cause: 'paused', reason: 'a notice waits to be acknowledged', until: null };
    case 'paused':
      if (absence !== null) return absenceInterruption(absence);
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

function absenceInterruption(absence: AbsenceReason): Interruption {
  if (absence !== 'hidden') return { cause: absence, note: null };
  return { cause: 'paused', reason: 'the window that shows the recording is gone', until: null };
}
