import { DELETED, type TimelinePiece } from '../../contract/people.ts';

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Footage of a lane that was deleted is drawn as a gap of its own kind. Stretches are by start. */
export function markDeleted(
  pieces: readonly TimelinePiece[],
  deleted: readonly Stretch[],
): TimelinePiece[] {
  return pieces.flatMap((piece) => (piece.kind === 'span' ? cut(piece, deleted) : [piece]));
}

function cut(span: TimelinePiece, deleted: readonly Stretch[]): TimelinePiece[] {
  const parts: TimelinePiece[] = [];
  let from = span.from;
  for (const stretch of deleted) {
    const gap = { from: Math.max(from, stretch.from), to: Math.min(span.to, stretch.to) };
    if (gap.to <= gap.from) continue;
    if (gap.from > from) parts.push({ ...span, from, to: gap.from });
    const last = parts.at(-1);
    if (last?.cause === DELETED && last.to === gap.from) last.to = gap.to;
    else parts.push({ kind: 'gap', cause: DELETED, note: null, ...gap });
    from = gap.to;
  }
  if (from < span.to) parts.push({ ...span, from });
  return parts;
}
