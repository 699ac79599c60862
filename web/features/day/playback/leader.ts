import { type Interval, intervalAt, lastBegunIndex } from '@workcompanion/core/footage/interval';

export interface LeaderCandidate {
  readonly key: string;
  readonly footage: readonly Interval[];
}

/** The display whose clock the others follow: the first on screen that has footage now. */
export function chooseLeader(
  candidates: readonly LeaderCandidate[],
  micros: number,
): string | null {
  return candidates.find(({ footage }) => intervalAt(footage, micros) !== null)?.key ?? null;
}

interface Handover {
  readonly key: string;
  readonly micros: number;
}

/**
 * Who goes on when the leader's footage breaks off: of all displays on screen the one that has
 * footage first at or after `micros`. A gap is jumped only where none has any.
 */
export function chooseSuccessor(
  candidates: readonly LeaderCandidate[],
  micros: number,
): Handover | null {
  let best: Handover | null = null;
  for (const { key, footage } of candidates) {
    const start =
      intervalAt(footage, micros) === null
        ? footage[lastBegunIndex(footage, micros) + 1]?.from
        : micros;
    if (start !== undefined && (best === null || start < best.micros))
      best = { key, micros: start };
  }
  return best;
}

interface Situation {
  readonly candidates: readonly LeaderCandidate[];
  readonly leader: string | null;
  /** Where the day was a moment ago. */
  readonly micros: number;
  /** Where the leader's picture is now. */
  readonly wall: number;
  /** The leader stands still at the end of what it has. */
  readonly hasRunOut: boolean;
}

/**
 * `on`: the leader plays on. `pass`: its footage broke off, and `key` goes on at `micros`, past
 * `gap`. `out`: nobody has anything more.
 */
export type Advance =
  | { readonly kind: 'on'; readonly micros: number }
  | { readonly kind: 'pass'; readonly key: string; readonly micros: number; readonly gap: Interval }
  | { readonly kind: 'out' };

function pass(candidates: readonly LeaderCandidate[], end: number): Advance {
  const successor = chooseSuccessor(candidates, end);
  if (successor === null) return { kind: 'out' };
  return { kind: 'pass', ...successor, gap: { from: end, to: successor.micros } };
}

/** What the next beat of a playing day does. */
export function decideAdvance(situation: Situation): Advance {
  const { candidates, leader, micros, wall, hasRunOut } = situation;
  const own = candidates.find(({ key }) => key === leader);
  // Nothing on screen has footage here: as if one had just broken off.
  if (own === undefined) return pass(candidates, micros);
  const stretch = intervalAt(own.footage, micros);
  const isOver = stretch !== null && (wall >= stretch.to || hasRunOut);
  return isOver ? pass(candidates, stretch.to) : { kind: 'on', micros: wall };
}
