import type { DELETED, NOT_FOUND, TimelinePiece } from './people.ts';

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Footage of a lane that is no more is drawn as a gap of its own kind. Stretches are by start. */
export function markAbsent(
  pieces: readonly TimelinePiece[],
  cause: typeof DELETED | typeof NOT_FOUND,
  stretches: readonly Stretch[],
): TimelinePiece[] {
  const cutOut = (span: TimelinePiece) => cut(span, cause, stretches);
  return pieces.flatMap((piece) => (piece.kind === 'span' ? cutOut(piece) : [piece]));
}

function cut(span: TimelinePiece, cause: string, stretches: readonly Stretch[]): TimelinePiece[] {
  const parts: TimelinePiece[] = [];
  let from = span.from;
  for (const stretch of stretches) {
    const gap = { from: Math.max(from, stretch.from), to: Math.min(span.to, stretch.to) };
    if (gap.to <= gap.from) continue;
    if (gap.from > from) parts.push({ ...span, from, to: gap.from });
    const last = parts.at(-1);
    if (last?.cause === cause && last.to === gap.from) last.to = gap.to;
    else parts.push({ kind: 'gap', cause, note: null, ...gap });
    from = gap.to;
  }
  if (from < span.to) parts.push({ ...span, from });
  return parts;
}
