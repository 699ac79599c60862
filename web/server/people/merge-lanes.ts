import type { TimelinePiece } from '../../contract/people.ts';

/** What one moment is when its lanes differ: footage of any display outweighs what others lack. */
const WEIGHT = { span: 2, pending: 1, gap: 0 } as const satisfies Record<
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
