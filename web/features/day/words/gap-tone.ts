import { GapCause } from '@workcompanion/core/protocol/gap-cause';
import { DELETED, NOT_FOUND } from '../../../contract/people.ts';

/** How a gap is drawn: what is ordinary, what was the person's right, what needs somebody's eye. */
export type GapTone = 'neutral' | 'private' | 'bad';

/** A GapCause, or why footage that there was is no more. */
export type ShownCause = GapCause | typeof DELETED | typeof NOT_FOUND;

const TONES = {
  locked: 'neutral',
  asleep: 'neutral',
  'signed-out': 'neutral',
  stopped: 'neutral',
  'settings-changed': 'neutral',
  'outside-schedule': 'neutral',
  'clock-changed': 'neutral',
  paused: 'private',
  'excluded-app': 'private',
  'secure-desktop': 'private',
  'display-lost': 'bad',
  'capture-failed': 'bad',
  'disk-full': 'bad',
  crashed: 'bad',
  killed: 'bad',
  unexplained: 'bad',
  'footage-lost': 'bad',
  'key-lost': 'bad',
  deleted: 'neutral',
  'not-found': 'bad',
} as const satisfies Record<ShownCause, GapTone>;

/** The closed set of causes, whatever a newer server may send. */
export function knownCause(cause: string | null): ShownCause {
  if (cause === DELETED || cause === NOT_FOUND) return cause;
  const parsed = GapCause.safeParse(cause);
  return parsed.success ? parsed.data : 'unexplained';
}

export function gapTone(cause: string | null): GapTone {
  return TONES[knownCause(cause)];
}
