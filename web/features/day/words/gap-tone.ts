import { GapCause } from '@workcompanion/core/protocol/gap-cause';
import { DELETED, NOT_FOUND, type TimelinePiece } from '../../../contract/people.ts';
import { UNKNOWN } from '../../../contract/told.ts';

/** How a gap is drawn: what is ordinary, what was the person's right, what needs somebody's eye. */
export type GapTone = 'neutral' | 'private' | 'bad';

/** A GapCause, why footage that there was is no more, or what a newer portal calls by another name. */
export type ShownCause = GapCause | typeof DELETED | typeof NOT_FOUND | typeof UNKNOWN;

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
  unknown: 'neutral',
} as const satisfies Record<ShownCause, GapTone>;

/** The closed set of causes, whatever a newer server may send. */
export function knownCause(cause: string | null): ShownCause {
  if (cause === DELETED || cause === NOT_FOUND) return cause;
  const parsed = GapCause.safeParse(cause ?? 'unexplained');
  return parsed.success ? parsed.data : UNKNOWN;
}

/** Why there is no footage, of what is no span. A kind of piece that is new to this page is a gap to it. */
export function causeOf({ kind, cause }: Pick<TimelinePiece, 'kind' | 'cause'>): ShownCause {
  return kind === UNKNOWN ? UNKNOWN : knownCause(cause);
}

export function gapTone(cause: string | null): GapTone {
  return TONES[knownCause(cause)];
}
