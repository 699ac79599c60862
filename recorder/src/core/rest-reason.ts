import { type Away, awayReason } from './away.ts';
import type { Interruption } from './capture/gap-bodies.ts';
import type { DesiredState } from './desired-state.ts';
import type { Pause } from './policy/pause-policy.ts';

/** What the gap says when nothing is recorded in a state. */
export function restReason(
  state: Exclude<DesiredState, 'recording'>,
  { pause, away }: { readonly pause: Pause | null; readonly away: Away | null },
): Interruption {
  switch (state) {
    case 'stopping':
      return { cause: 'stopped', note: null };
    case 'awaiting-notice':
      return { cause: 'paused', reason: 'a notice waits to be acknowledged', until: null };
    case 'paused':
      if (away !== null) return awayReason(away);
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
