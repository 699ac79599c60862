import type { TimelinePiece } from '../../contract/people.ts';
import { clipToReach, type Reach } from '../auth/reach/reach.ts';

/** Pieces as far as they lie in reach. */
export function clipPieces(pieces: readonly TimelinePiece[], reach: Reach): TimelinePiece[] {
  if (reach === 'all') return [...pieces];
  return pieces.flatMap((piece) =>
    clipToReach(reach, piece).map((part) => ({ ...piece, ...part })),
  );
}
