import type { GapId } from '@workcompanion/core/ids';
import { GapId as GapIdSchema, newId } from '@workcompanion/core/ids';
import type { GapCause } from '@workcompanion/core/protocol/gap-cause';
import type { DisplayName } from '@workcompanion/core/protocol/primitives';
import type { StatementBody } from '@workcompanion/core/protocol/statement';
import type { OpenGap } from '../journal/open-state.ts';

const MOST_NOTE_CHARACTERS = 500;

/** Why footage stops. A pause is made by the person, with a reason and an end. */
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

/** Makes a gap of one display with the cause of a gap of all displays, from a later moment on. */
export function ownGap(ofAll: OpenGap, display: DisplayName, from: number): OpenGap {
  const { cause, note } = ofAll;
  const gap: GapId = newId(GapIdSchema, from / 1000);
  return { gap, kind: 'gap', display, cause, from, until: null, note };
}

/**
 * Whether the gap of one display goes on when all displays stop: a display that is gone or not to be
 * recorded stays so. Such a gap ends with the working day, since the next may have other displays.
 */
export function outlasts(own: OpenGap, why: GapCause): boolean {
  const isLasting = own.cause === 'display-lost' || own.cause === 'settings-changed';
  return isLasting && !['outside-schedule', 'stopped', 'signed-out'].includes(why);
}

/** Whether the open gap says this already. */
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
 * Footage of several displays never ends at the same moment: each display that ended before `to`, where
 * the gap of all displays begins, gets a gap of its own up to there.
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

/** If a clock that was set back puts the end before the beginning, nothing was missed. */
export function gapClosed(open: OpenGap, at: number): StatementBody {
  const { gap, display, cause, from, note } = open;
  const to = Math.max(from, at);
  if (open.kind === 'paused') return { kind: 'resumed', gap, to };
  return { kind: 'gap', gap, display, cause, from, to, note };
}
