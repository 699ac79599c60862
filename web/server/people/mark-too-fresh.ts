import { type TimelinePiece, TOO_FRESH } from '../../contract/people.ts';
import { clipToReach, type Reach } from '../auth/reach/reach.ts';

/** Footage of a lane that the viewer may not see yet is drawn as on its way. */
export function markTooFresh(pieces: readonly TimelinePiece[], seen: Reach): TimelinePiece[] {
  return pieces.flatMap((piece) => (piece.kind === 'span' ? cut(piece, seen) : [piece]));
}

function cut(span: TimelinePiece, seen: Reach): TimelinePiece[] {
  const parts: TimelinePiece[] = [];
  let from = span.from;
  const fresh = (to: number) => {
    if (from < to) parts.push({ kind: 'pending', cause: TOO_FRESH, note: null, from, to });
  };
  for (const part of clipToReach(seen, span)) {
    fresh(part.from);
    parts.push({ ...span, ...part });
    from = part.to;
  }
  fresh(span.to);
  return parts;
}
