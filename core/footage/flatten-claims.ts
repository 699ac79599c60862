import { appendItem } from './append-item.ts';
import type { TimelineContent, TimelineItem } from './timeline.ts';

/** What one source says of a stretch; others may say otherwise. */
export interface Claim {
  readonly from: number;
  readonly to: number;
  /** When it really began, before it was cut to a window. */
  readonly since: number;
  readonly weight: number;
  readonly content: TimelineContent;
}

/**
 * Overlapping claims to ordered, disjoint items: at each moment the weightiest holds, of equals the
 * one begun last, of those the one that ends first. Neighbours of equal content become one.
 */
export function flattenClaims(claims: readonly Claim[]): TimelineItem[] {
  const starting = Map.groupBy(claims, ({ from }) => from);
  const edges = [...new Set(claims.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  const items: TimelineItem[] = [];
  let active: Claim[] = [];
  for (const [at, edge] of edges.entries()) {
    active = [...active.filter(({ to }) => to > edge), ...(starting.get(edge) ?? [])];
    const winner = strongest(active);
    const to = edges[at + 1];
    if (winner !== undefined && to !== undefined) {
      appendItem(items, { ...winner.content, from: edge, to });
    }
  }
  return items;
}

function strongest(active: readonly Claim[]): Claim | undefined {
  const [first, ...others] = active;
  if (first === undefined) return undefined;
  return others.reduce((best, claim) => (outweighs(claim, best) ? claim : best), first);
}

function outweighs(claim: Claim, best: Claim): boolean {
  if (claim.weight !== best.weight) return claim.weight > best.weight;
  if (claim.since !== best.since) return claim.since > best.since;
  return claim.to < best.to;
}
