/** A half-open stretch of time, UTC µs. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** The union, sorted, without empty stretches; those that are at most `tolerance` apart become one. */
export function mergeIntervals(intervals: readonly Interval[], tolerance = 0): readonly Interval[] {
  const merged: Interval[] = [];
  for (const next of [...intervals].sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last !== undefined && next.from <= last.to + tolerance) {
      merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, next.to) };
    } else if (next.from < next.to) merged.push(next);
  }
  return merged;
}

/** Index of the last item that begins at or before `micros`, or -1. */
export function lastBegunIndex(sorted: readonly Interval[], micros: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle]?.from ?? 0) <= micros) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The item that holds `micros`. */
export function intervalAt<T extends Interval>(sorted: readonly T[], micros: number): T | null {
  const found = sorted[lastBegunIndex(sorted, micros)];
  return found !== undefined && micros < found.to ? found : null;
}

/** What of the sorted items lies outside the sorted holes. */
export function cutOut<T extends Interval>(
  items: readonly T[],
  holes: readonly Interval[],
): readonly T[] {
  return items.flatMap((item) => {
    const parts: T[] = [];
    let { from } = item;
    for (const hole of holes) {
      if (hole.to <= from || hole.from >= item.to) continue;
      if (hole.from > from) parts.push({ ...item, from, to: hole.from });
      from = hole.to;
    }
    if (from < item.to) parts.push({ ...item, from });
    return parts;
  });
}

/** How much of `within` the disjoint `intervals` cover. */
export function coveredMicros(intervals: readonly Interval[], within: Interval): number {
  let covered = 0;
  for (const { from, to } of intervals) {
    covered += Math.max(0, Math.min(to, within.to) - Math.max(from, within.from));
  }
  return covered;
}
