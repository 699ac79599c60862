import { intervalAt } from '../time/interval.ts';
import type { Change } from './change.ts';

/** The change of all displays together: of each moment, the one that changes most. */
export function mergeChanges(lanes: readonly (readonly Change[])[]): readonly Change[] {
  const [only] = lanes;
  if (lanes.length === 1 && only !== undefined) return only;
  const edges = new Set(lanes.flat().flatMap(({ from, to }) => [from, to]));
  const sorted = [...edges].sort((a, b) => a - b);
  return sorted.flatMap((from, index) => {
    const to = sorted[index + 1];
    const changes = lanes.flatMap((lane) => intervalAt(lane, from)?.change ?? []);
    return to === undefined || changes.length === 0
      ? []
      : [{ from, to, change: Math.max(...changes) }];
  });
}
