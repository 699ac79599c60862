import type { GapCause } from '@workcompanion/core/protocol/gap-cause';
import { type Away, awayReason } from './away.ts';
import type { Interruption } from './capture/gap-bodies.ts';
import type { DesiredState } from './desired-state.ts';
import type { Pause } from './policy/pause-policy.ts';

export type StopReason = Extract<GapCause, 'stopped' | 'signed-out'>;

export interface RestFacts {
  readonly pause: Pause | null;
  readonly away: Away | null;
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
