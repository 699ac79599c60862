import { type Interval, intervalAt, lastBegunIndex } from './interval.ts';

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
  const last = footage.at(-1);
  if (last === undefined) return null;
  return { micros: Math.max(last.from, last.to - LAST_FRAME_MICROS), found: 'end' };
}

/** Begin of the stretch before the one that holds (or follows) `micros`: "previous stretch". */
export function previousFootageStart(footage: readonly Interval[], micros: number): number | null {
  const index = lastBegunIndex(footage, micros);
  const current = footage[index];
  if (current === undefined) return null;
  // As in any player: well inside a stretch, "previous" first goes to its own beginning.
  const isAtItsStart = micros - current.from < 3_000_000;
  return isAtItsStart ? (footage[index - 1]?.from ?? null) : current.from;
}

export function nextFootageStart(footage: readonly Interval[], micros: number): number | null {
  return footage[lastBegunIndex(footage, micros) + 1]?.from ?? null;
}
