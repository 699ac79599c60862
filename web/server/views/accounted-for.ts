import type { TimelinePiece } from '../../contract/people.ts';
import type { Stretch } from '../auth/reach/reach.ts';

/** How much of what is known, 0 to 1, is footage, underway, or a gap whose cause was told. */
export function accountedFor(lanes: readonly (readonly TimelinePiece[])[]): number | null {
  const pieces = lanes.flat();
  const known = lengthOf(pieces);
  if (known === 0) return null;
  return lengthOf(pieces.filter((piece) => piece.cause !== 'unexplained')) / known;
}

export function lengthOf(pieces: readonly Stretch[]): number {
  return pieces.reduce((sum, { from, to }) => sum + (to - from), 0);
}
