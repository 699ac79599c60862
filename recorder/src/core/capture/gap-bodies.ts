import type { GapId } from '@workcompanion/core/ids';
import { GapId as GapIdSchema, newId } from '@workcompanion/core/ids';
import type { GapCause } from '@workcompanion/core/protocol/gap-cause';
import type { DisplayName } from '@workcompanion/core/protocol/primitives';
import type { StatementBody } from '@workcompanion/core/protocol/statement';
import type { OpenGap } from '../journal/open-state.ts';

const MOST_NOTE_CHARACTERS = 500;

/** Why footage stops. A pause is the person's own, with a reason and an end. */
export type Interruption =
  | { readonly cause: Exclude<GapCause, 'paused'>; readonly note: string | null }
  | { readonly cause: 'paused'; readonly reason: string; readonly until: number | null };

export function newGap(
  why: Interruption,
  { display, from }: { readonly display: DisplayName | null; readonly from: number },
): OpenGap {
  const gap: GapId = newId(GapIdSchema, from / 1000);
  if (why.cause === 'paused' && display === null) {
    return {
      gap,
      kind: 'paused',
      display,
      cause: 'paused',
      from,
      until: why.until,
      note: why.reason,
    };
  }
  const note = (why.cause === 'paused' ? why.reason : why.note)?.slice(0, MOST_NOTE_CHARACTERS);
  return { gap, kind: 'gap', display, cause: why.cause, from, until: null, note: note ?? null };
}

/** What a gap of all says, of one display alone, from a later moment on. */
export function ownGap(ofAll: OpenGap, display: DisplayName, from: number): OpenGap {
  const { cause, note } = ofAll;
  const gap: GapId = newId(GapIdSchema, from / 1000);
  return { gap, kind: 'gap', display, cause, from, until: null, note };
}

/**
 * A display that is not there, or not to be recorded, is neither while all rest, nor when they go on
 * without it. Its gap ends with the working day: the next may have other displays.
 */
export function outlasts(own: OpenGap, why: GapCause): boolean {
  const isLasting = own.cause === 'display-lost' || own.cause === 'settings-changed';
  return isLasting && !['outside-schedule', 'stopped', 'signed-out'].includes(why);
}

/** The open gap already says just this. */
export function tells(open: OpenGap, why: Interruption): boolean {
  if (why.cause !== 'paused') return open.cause === why.cause;
  return open.kind === 'paused' && open.note === why.reason && open.until === why.until;
}

export function gapOpened(open: OpenGap): StatementBody {
  const { gap, display, cause, from, until, note } = open;
  if (open.kind === 'paused') {
    return { kind: 'paused', gap, from, reason: note ?? 'no reason given', until };
  }
  return { kind: 'gap', gap, display, cause, from, to: null, note };
}

/**
 * Footage of displays never ends at the same moment: those that ended before `to`, where the gap of all
 * begins, have one of their own up to there.
 */
export function ownGapsUntil(
  to: number,
  why: Interruption,
  ends: ReadonlyMap<DisplayName, number>,
): StatementBody[] {
  return [...ends]
    .filter(([, from]) => from < to)
    .map(([display, from]) => gapClosed(newGap(why, { display, from }), to));
}

/** A clock that went back may put the end before the beginning: then nothing was missed. */
export function gapClosed(open: OpenGap, at: number): StatementBody {
  const { gap, display, cause, from, note } = open;
  const to = Math.max(from, at);
  if (open.kind === 'paused') return { kind: 'resumed', gap, to };
  return { kind: 'gap', gap, display, cause, from, to, note };
}
