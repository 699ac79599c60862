import type { GapCause } from '../protocol/gap-cause.ts';
import { fillHoles } from './fill-holes.ts';
import { flattenClaims, laneClaims } from './lane-claims.ts';

/** All times in UTC µs; stretches are half-open. */
export interface FootageSpan {
  readonly display: string;
  readonly recordingId: string;
  readonly from: number;
  readonly to: number;
}

/** `display` null: all displays. `to` null: not ended, as far as is known. */
export interface KnownGap {
  readonly display: string | null;
  readonly cause: GapCause;
  readonly from: number;
  readonly to: number | null;
  readonly note: string | null;
}

export interface TimelineInput {
  readonly from: number;
  readonly to: number;
  readonly now: number;
  /** May reach beyond the window, in any order. */
  readonly spans: readonly FootageSpan[];
  readonly gaps: readonly KnownGap[];
  /** When the device was last heard of; null if never. */
  readonly lastSeen: number | null;
  /** Recordings that have begun and not ended: before their first segment, all that is known. */
  readonly begun?: readonly { readonly display: string; readonly from: number }[];
}

export type TimelineContent =
  | { readonly kind: 'span'; readonly recordingId: string }
  | { readonly kind: 'gap'; readonly cause: GapCause; readonly note: string | null }
  | { readonly kind: 'pending' };
export type TimelineItem = TimelineContent & { readonly from: number; readonly to: number };

export interface TimelineLane {
  /** Null when only gaps of all displays are known, and no display by name. */
  readonly display: string | null;
  /** In order, each beginning where the one before ends. */
  readonly items: readonly TimelineItem[];
}

/**
 * What is known of a stretch of time, a lane per display. From the first thing known, every moment
 * is footage, a gap with a cause ('unexplained' where nothing tells it), or, after the last thing
 * known and until the device was last heard of, pending: not uploaded yet. Before the first thing
 * known, and after `now`, nothing is claimed.
 *
 * Footage outweighs gaps. Of gaps that overlap, the one of the display outweighs the one of all, and
 * the later begun the earlier. An open gap lasts until the next footage of the lane, at most until
 * the device was last heard of.
 */
export function buildTimeline(input: TimelineInput): TimelineLane[] {
  const end = Math.min(input.to, input.now);
  return displaysOf(input)
    .map((display) => {
      const { claims, knownLater } = laneClaims(input, display);
      const pieces = fillHoles(flattenClaims(claims));
      const from = pieces.at(-1)?.to ?? begunAt(input, display);
      return { display, items: [...pieces, ...rest(from, knownLater)] };
    })
    .filter((lane) => lane.items.length > 0);

  function rest(from: number | undefined, knownLater: boolean): TimelineItem[] {
    if (from === undefined) return [];
    const to = knownLater ? end : Math.min(end, input.lastSeen ?? from);
    if (to <= from) return [];
    return [
      knownLater
        ? { kind: 'gap', cause: 'unexplained', note: null, from, to }
        : { kind: 'pending', from, to },
    ];
  }
}

/** Where what is being recorded and has no segment yet begins; undefined: nothing is. */
function begunAt({ begun = [], from, to }: TimelineInput, display: string | null) {
  const starts = begun.filter((one) => one.display === display && one.from < to);
  return starts.length === 0
    ? undefined
    : Math.max(from, Math.min(...starts.map((one) => one.from)));
}

function displaysOf({ spans, gaps, begun = [] }: TimelineInput): (string | null)[] {
  const named = new Set<string>();
  for (const { display } of [...spans, ...gaps, ...begun]) if (display !== null) named.add(display);
  return named.size > 0 ? [...named].sort() : [null];
}
