import { createHash } from 'node:crypto';
import type { ClipPart } from './clip-parts.ts';
import { filterGraph } from './filter-graph.ts';
import { piecesOf } from './lane-stream.ts';
import { ENCODER } from './render-part.ts';
import type { VideoPlan } from './video-plan.ts';

/**
 * SHA-256, as hex, of everything that decides what the pictures of a part show: whoever finds a
 * finished part goes on from it only while none of that has changed.
 */
export function partRecipe(plan: VideoPlan, part: ClipPart, font: string): string {
  const { clip } = plan;
  const starts = plan.lanes.map(() => part.from);
  const lanes = plan.lanes.map((lane) => ({
    ...{ width: lane.width, height: lane.height },
    pieces: piecesOf(clip, lane, part).map((piece) =>
      'open' in piece
        ? { segment: piece.sha256, start: piece.start }
        : { from: piece.from, to: piece.to },
    ),
  }));
  const graph = filterGraph(plan, { font, part, starts });
  const recipe = { clip, part, lanes, graph, encoder: ENCODER };
  return createHash('sha256').update(JSON.stringify(recipe)).digest('hex');
}
