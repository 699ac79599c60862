import type { Interruption } from './capture/gap-bodies.ts';
import type { DesiredState } from './desired-state.ts';
import type { Pause } from './policy/pause-policy.ts';

/** No window shows that it records. */
export const HIDDEN = { reason: 'the window that shows the recording is gone', until: null };

/** What the gap says when nothing is recorded in a state. */
export function restReason(
  state: Exclude<DesiredState, 'recording'>,
  pause: (Pick<Pause, 'reason'> & { readonly until: number | null }) | null,
): Interruption {
  switch (state) {
    case 'stopping':
      return { cause: 'stopped', note: null };
    case 'awaiting-notice':
      return { cause: 'paused', reason: 'a notice waits to be acknowledged', until: null };
    case 'paused':
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
