import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { type TimelinePiece, TOO_FRESH } from '../../../contract/people.ts';
import { causeOf } from './gap-tone.ts';

/** "Recorded", "Screen locked", "Paused by the person: Lunch", "Recorded, not uploaded yet". */
export function usePieceWords(): (piece: TimelinePiece) => string {
  const t = useTranslations();
  return useCallback(
    (piece: TimelinePiece) => {
      if (piece.kind === 'span') return t('day.timeline.span');
      if (piece.cause === TOO_FRESH) return t('day.timeline.tooFresh');
      if (piece.kind === 'pending') return t('day.timeline.pending');
      const cause = t(`gaps.${causeOf(piece)}`);
      return piece.note === null ? cause : `${cause}: ${piece.note}`;
    },
    [t],
  );
}

/** One word for a gap or a pending piece, for where there is little room. */
export function useShortPieceWords(): (piece: TimelinePiece) => string {
  const t = useTranslations('gaps.short');
  return useCallback(
    (piece: TimelinePiece) => {
      if (piece.cause === TOO_FRESH) return t('tooFresh');
      return t(piece.kind === 'pending' ? 'pending' : causeOf(piece));
    },
    [t],
  );
}
