import type { Interval } from '@workcompanion/core/footage/interval';

interface Draw {
  /** Apart, and in order. */
  readonly footage: readonly Interval[];
  readonly count: number;
  readonly length: number;
  /** From 0 up to, and without, 1. */
  readonly random: () => number;
}

/** A stretch of less shows too little to be judged. */
const SHORTEST = 60_000_000;
/** A week with little footage may have no room for all. */
const MOST_TRIES = 200;

/**
 * Draws stretches of footage that don't overlap: each moment at which one could begin is as likely as any
 * other. Footage that is shorter than a stretch can be drawn as a whole.
 */
export function drawStretches({ footage, count, length, random }: Draw): readonly Interval[] {
  const whole = footage.filter(({ from, to }) => to - from >= SHORTEST);
  const starts = whole.map(({ from, to }) => ({
    from,
    to: Math.max(from + 1, to - length),
    end: to,
  }));
  const total = starts.reduce((sum, { from, to }) => sum + to - from, 0);
  const drawn: Interval[] = [];
  for (let tries = 0; drawn.length < count && tries < MOST_TRIES; tries += 1) {
    const stretch = stretchAt(starts, { at: Math.floor(random() * total), length });
    const isFree =
      stretch && drawn.every(({ from, to }) => stretch.to <= from || to <= stretch.from);
    if (stretch && isFree) drawn.push(stretch);
  }
  return drawn.toSorted((a, b) => a.from - b.from);
}

interface Place {
  /** Where it begins among all possible starts, laid end to end. */
  readonly at: number;
  readonly length: number;
}

function stretchAt(
  starts: readonly (Interval & { readonly end: number })[],
  { at, length }: Place,
): Interval | null {
  let left = at;
  for (const { from, to, end } of starts) {
    if (left < to - from) return { from: from + left, to: Math.min(from + left + length, end) };
    left -= to - from;
  }
  return null;
}
