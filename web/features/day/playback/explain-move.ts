import type { Interval } from '@workcompanion/core/footage/interval';
import type { TimelinePiece } from '../../../contract/people.ts';
import type { FootageAnswer } from '../time/find-footage.ts';
import { causesBetween } from '../words/absence-at.ts';
import type { PlayerNotice } from './playback-state.ts';

/** A gap shorter than this is passed without a word. */
export const SILENT_GAP_MICROS = 1_000_000;

/** Why the viewer is not where they wished to be; null when they are. */
export function explainSeek(
  pieces: readonly TimelinePiece[],
  wish: number,
  { micros, found }: FootageAnswer,
): PlayerNotice | null {
  if (found === 'here') return null;
  const kind = found === 'next' ? 'sought-next' : 'sought-end';
  return { kind, from: wish, to: micros, causes: causesBetween(pieces, wish, micros) };
}

/** Why the clock jumped; null: not far enough for a word. `lost`: segments that could not be read. */
export function explainJump(
  pieces: readonly TimelinePiece[],
  { from, to }: Interval,
  lost: readonly Interval[],
): PlayerNotice | null {
  if (to - from <= SILENT_GAP_MICROS) return null;
  const isLost = lost.some((stretch) => stretch.from < to && stretch.to > from);
  return {
    kind: isLost ? 'unreadable' : 'jumped',
    from,
    to,
    causes: causesBetween(pieces, from, to),
  };
}
