import { type Interval, intervalAt, lastBegunIndex } from '@workcompanion/core/footage/interval';

export interface FootageAnswer {
  /** Where to go: inside footage. */
  readonly micros: number;
  /** `next`: the wish was in a gap. `end`: nothing comes after it, so its last moment. */
  readonly found: 'here' | 'next' | 'end';
}

/** How far before its end a stretch is entered from behind: one frame of the default 5 fps. */
const LAST_FRAME_MICROS = 200_000;

/** The moment with footage that a wish to see `micros` leads to; null where there is none at all. */
export function findFootage(footage: readonly Interval[], micros: number): FootageAnswer | null {
  if (intervalAt(footage, micros) !== null) return { micros, found: 'here' };
  const next = footage[lastBegunIndex(footage, micros) + 1];
  if (next !== undefined) return { micros: next.from, found: 'next' };
  const last = footageEnd(footage, 1);
  return last === null ? null : { micros: last, found: 'end' };
}

/** The first (-1) or the last (1) picture; null where there is none. */
export function footageEnd(footage: readonly Interval[], side: 1 | -1): number | null {
  const [first, last] = [footage[0], footage.at(-1)];
  if (first === undefined || last === undefined) return null;
  return side === -1 ? first.from : Math.max(last.from, last.to - LAST_FRAME_MICROS);
}

/** As in any player: well inside a stretch, "previous" first goes to its own beginning. */
const AT_START_MICROS = 3_000_000;

/** Begin of the next (1) or of this or the previous (-1) stretch of footage; null: there is none. */
export function stretchStart(
  footage: readonly Interval[],
  micros: number,
  direction: 1 | -1,
): number | null {
  const index = lastBegunIndex(footage, micros);
  if (direction === 1) return footage[index + 1]?.from ?? null;
  const current = footage[index];
  if (current === undefined) return null;
  return micros - current.from < AT_START_MICROS
    ? (footage[index - 1]?.from ?? null)
    : current.from;
}

interface Place {
  readonly within: Interval;
  /** Where there is no footage. */
  readonly micros: number;
}

/** What of a stretch lies between the footage before a moment and that after it. */
export function holeAround(footage: readonly Interval[], { within, micros }: Place): Interval {
  const before = lastBegunIndex(footage, micros);
  return {
    from: Math.max(within.from, footage[before]?.to ?? within.from),
    to: Math.min(within.to, footage[before + 1]?.from ?? within.to),
  };
}
