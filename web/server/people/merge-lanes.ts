import { type TimelinePiece, TOO_FRESH } from '../../contract/people.ts';
import { clipToReach, type Reach } from '../auth/reach/reach.ts';

/** What one moment is when its lanes differ: footage of any display outweighs what others lack. */
const WEIGHT = { span: 2, pending: 1, gap: 0, unknown: 0 } as const satisfies Record<
  TimelinePiece['kind'],
  number
>;

/** Several lanes drawn as one. Neighbours of the same content become one piece. */
export function mergeLanes(lanes: readonly (readonly TimelinePiece[])[]): TimelinePiece[] {
  const pieces = lanes.flat();
  const edges = [...new Set(pieces.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  const merged: TimelinePiece[] = [];
  const cursors = lanes.map((lane) => ({ lane, at: 0 }));
  for (const [index, from] of edges.entries()) {
    const to = edges[index + 1];
    const best = to === undefined ? undefined : heaviest(cursors, from);
    if (best && to !== undefined) append(merged, { ...best, from, to });
  }
  return merged;
}

interface LaneCursor {
  readonly lane: readonly TimelinePiece[];
  at: number;
}

/** Moments are asked for in order, so that each lane is walked once. */
function heaviest(cursors: LaneCursor[], moment: number): TimelinePiece | undefined {
  let best: TimelinePiece | undefined;
  for (const cursor of cursors) {
    while ((cursor.lane[cursor.at]?.to ?? Number.POSITIVE_INFINITY) <= moment) cursor.at += 1;
    const piece = cursor.lane[cursor.at];
    if (!piece || piece.from > moment) continue;
    if (!best || WEIGHT[piece.kind] > WEIGHT[best.kind]) best = piece;
  }
  return best;
}

function append(merged: TimelinePiece[], piece: TimelinePiece): void {
  const last = merged.at(-1);
  if (last?.to === piece.from && isAlike(last, piece)) last.to = piece.to;
  else merged.push(piece);
}

function isAlike(left: TimelinePiece, right: TimelinePiece): boolean {
  return left.kind === right.kind && left.cause === right.cause && left.note === right.note;
}

/** Pieces as far as they lie in reach. */
export function clipPieces(pieces: readonly TimelinePiece[], reach: Reach): TimelinePiece[] {
  if (reach === 'all') return [...pieces];
  return pieces.flatMap((piece) =>
    clipToReach(reach, piece).map((part) => ({ ...piece, ...part })),
  );
}

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
