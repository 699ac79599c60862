import type { GapId } from '@workcompanion/core/ids';
import { GapId as GapIdSchema, newId } from '@workcompanion/core/ids';
import type { GapCause } from '@workcompanion/core/protocol/gap-cause';
import type { DisplayName } from '@workcompanion/core/protocol/primitives';
import type { StatementBody } from '@workcompanion/core/protocol/statement';
import type { OpenGap } from '../journal/open-state.ts';

const MOST_NOTE_CHARACTERS = 500;

/** Why footage stops. A pause is the employee's own, with a reason and an end. */
export type Interruption =
  | { readonly cause: Exclude<GapCause, 'paused'>; readonly note: string | null }
  | { readonly cause: 'paused'; readonly reason: string; readonly until: number | null };

export function newGap(
  why: Interruption,
  { display, from }: { readonly display: DisplayName | null; readonly from: number },
): OpenGap {
  const gap: GapId = newId(GapIdSchema, from / 1000);
  if (why.cause === 'paused') {
    return { gap, kind: 'paused', display: null, cause: 'paused', from, ...pauseFacts(why) };
  }
  const note = why.note?.slice(0, MOST_NOTE_CHARACTERS) ?? null;
  return { gap, kind: 'gap', display, cause: why.cause, from, until: null, note };
}

function pauseFacts({ reason, until }: Extract<Interruption, { cause: 'paused' }>) {
  return { until, note: reason };
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

/** A clock that went back may put the end before the beginning: then nothing was missed. */
export function gapClosed(open: OpenGap, at: number): StatementBody {
  const { gap, display, cause, from, note } = open;
  const to = Math.max(from, at);
  if (open.kind === 'paused') return { kind: 'resumed', gap, to };
  return { kind: 'gap', gap, display, cause, from, to, note };
}
