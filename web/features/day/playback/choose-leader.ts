import { type Interval, intervalAt, lastBegunIndex } from '../time/interval.ts';

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

export interface Handover {
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
