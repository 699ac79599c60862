import type { Interval } from '../time/interval.ts';

/** So far behind the newest footage: the encoder's last frames may not be there yet. */
const BEHIND_MICROS = 3_000_000;
/** Who falls further behind than two segments of the live length is brought back. */
const TOO_FAR_MICROS = 12_000_000;

/** Where somebody who watches live stands. */
export function liveEdge(footage: readonly Interval[]): number | null {
  const last = footage.at(-1);
  return last === undefined ? null : Math.max(last.from, last.to - BEHIND_MICROS);
}

/** Where to jump to in order to stay live; null: near enough. */
export function catchUp(footage: readonly Interval[], micros: number): number | null {
  const edge = liveEdge(footage);
  return edge !== null && edge - micros > TOO_FAR_MICROS ? edge : null;
}
