import { type Interval, lastBegunIndex } from '../time/interval.ts';

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
