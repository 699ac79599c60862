import { intervalAt, lastBegunIndex } from '@workcompanion/core/footage/interval';
import { type TimelinePiece, TOO_FRESH } from '../../../contract/people.ts';
import { causeOf, type ShownCause } from './gap-tone.ts';

/**
 * Why a display shows no picture at a moment. `too-fresh`: there is footage, which the viewer may see
 * later. `missing`: there should be footage, but it can't be had. `nothing`: before the first or after the last thing that is known of the day.
 */
export type Absence =
  | GapAbsence
  | {
      readonly kind: 'pending' | 'too-fresh' | 'missing';
      readonly from: number;
      readonly to: number;
    }
  | { readonly kind: 'nothing'; readonly from: number | null; readonly to: number | null };

export interface GapAbsence {
  readonly kind: 'gap';
  readonly cause: ShownCause;
  readonly note: string | null;
  readonly from: number;
  readonly to: number;
}

export function absenceAt(pieces: readonly TimelinePiece[], micros: number): Absence {
  const piece = intervalAt(pieces, micros);
  if (piece === null) {
    const index = lastBegunIndex(pieces, micros);
    return {
      kind: 'nothing',
      from: pieces[index]?.to ?? null,
      to: pieces[index + 1]?.from ?? null,
    };
  }
  const { from, to } = piece;
  if (piece.kind === 'span') return { kind: 'missing', from, to };
  if (piece.kind === 'pending') {
    return { kind: piece.cause === TOO_FRESH ? 'too-fresh' : 'pending', from, to };
  }
  return { kind: 'gap', cause: causeOf(piece), note: piece.note, from, to };
}

/** Gaps shorter than this are not worth a word between two longer ones. */
const MENTION_MICROS = 500_000;

/** The causes met from `from` to `to`, in order, each once; for "locked, then outside schedule". */
export function causesBetween(
  pieces: readonly TimelinePiece[],
  from: number,
  to: number,
): readonly ShownCause[] {
  const causes = new Set<ShownCause>();
  for (const piece of pieces) {
    const overlap = Math.min(piece.to, to) - Math.max(piece.from, from);
    const isGap = piece.kind !== 'span' && piece.kind !== 'pending';
    if (isGap && overlap >= MENTION_MICROS) causes.add(causeOf(piece));
  }
  return [...causes];
}
