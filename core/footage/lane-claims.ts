import { appendItem } from './fill-holes.ts';
import type {
  FootageSpan,
  KnownGap,
  TimelineContent,
  TimelineInput,
  TimelineItem,
} from './timeline.ts';

/** How much a claim weighs against others of the same moment. */
const WEIGHT = { footage: 3, ownGap: 2, gapOfAll: 1, unexplained: 0 } as const;

export interface LaneClaims {
  /** Within the window, none empty. */
  readonly claims: readonly Claim[];
  /** Something is known of the lane after the window: its end is a hole, and not a backlog. */
  readonly knownLater: boolean;
}

/** What spans and gaps say about one display, cut to the window and to `now`. */
export function laneClaims(input: TimelineInput, display: string | null): LaneClaims {
  const spans = input.spans.filter((span) => span.display === display && span.from < span.to);
  const gaps = input.gaps.filter((gap) => gap.display === display || gap.display === null);
  const all = [
    ...spans.map(claimOfSpan),
    ...gaps.map((gap) => claimOfGap(gap, gap.to ?? openEnd(gap, spans, input))),
  ].filter((claim) => claim.from < claim.to);
  const end = Math.min(input.to, input.now);
  const start = Math.max(input.from, presentFrom(input, display));
  const claims = all
    .map((claim) => ({ ...claim, from: Math.max(claim.from, start), to: Math.min(claim.to, end) }))
    .filter((claim) => claim.from < claim.to);
  return { claims, knownLater: all.some((claim) => claim.to > end) };
}

function claimOfSpan(span: FootageSpan): Claim {
  const content = { kind: 'span', recordingId: span.recordingId } as const;
  return { from: span.from, to: span.to, since: span.from, weight: WEIGHT.footage, content };
}

function claimOfGap(gap: KnownGap, to: number): Claim {
  const content = { kind: 'gap', cause: gap.cause, note: gap.note } as const;
  return { from: gap.from, to, since: gap.from, weight: weightOf(gap), content };
}

function weightOf(gap: KnownGap): number {
  if (gap.cause === 'unexplained') return WEIGHT.unexplained;
  return gap.display === null ? WEIGHT.gapOfAll : WEIGHT.ownGap;
}

function openEnd(gap: KnownGap, spans: readonly FootageSpan[], input: TimelineInput): number {
  return spans
    .filter((span) => span.from > gap.from)
    .reduce((end, span) => Math.min(end, span.from), input.lastSeen ?? input.now);
}

/**
 * From when on the display may be missed: a recorder that was recording others and not this one,
 * before anything is known of it, had no such display. So the lane begins after the last footage of
 * others that precedes the first thing known of its own.
 */
function presentFrom(input: TimelineInput, display: string | null): number {
  const first = [...input.spans, ...input.gaps]
    .filter((known) => known.display === display)
    .reduce((least, known) => Math.min(least, known.from), Number.POSITIVE_INFINITY);
  return input.spans
    .filter((span) => span.display !== display && span.from < first)
    .reduce((latest, span) => Math.max(latest, Math.min(span.to, first)), Number.NEGATIVE_INFINITY);
}

/** What one source says of a stretch; others may say otherwise. */
interface Claim {
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
