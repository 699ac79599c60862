import type { Interval } from '@workcompanion/core/footage/interval';
import { useMemo, useState } from 'react';

/** A stretch that the viewer has chosen on the timeline. */
export interface SelectionControl {
  readonly stretch: Interval | null;
  /** Between two moments, in either order; none where they are one. */
  readonly choose: (one: number, other: number) => void;
  /** Moves the beginning; what ends before it ends with the footage known to the caller. */
  readonly begin: (micros: number, latest: number) => void;
  readonly end: (micros: number, earliest: number) => void;
  readonly clear: () => void;
}

export function useSelection(initial: Interval | null): SelectionControl {
  const [stretch, setStretch] = useState<Interval | null>(initial);
  return useMemo(() => {
    const choose = (one: number, other: number): void => {
      const [from, to] = [Math.round(Math.min(one, other)), Math.round(Math.max(one, other))];
      setStretch(from === to ? null : { from, to });
    };
    return {
      stretch,
      choose,
      begin: (micros, latest) =>
        choose(micros, stretch !== null && stretch.to > micros ? stretch.to : latest),
      end: (micros, earliest) =>
        choose(stretch !== null && stretch.from < micros ? stretch.from : earliest, micros),
      clear: () => setStretch(null),
    };
  }, [stretch]);
}
