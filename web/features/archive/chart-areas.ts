import type { StorageHistory, StoragePoint } from '../../contract/archive.ts';
import { diskShares } from './disk-shares.ts';

/** The size of the drawing, which is stretched to whatever room there is. */
export const CHART = { width: 1000, height: 200 } as const;

export const STACKED = ['onlyHere', 'both', 'other'] as const;
type StackedPart = (typeof STACKED)[number];

/** Samples further apart than this share of the chart left a hole: nobody looked. */
const HOLE_SHARE = 0.02;

/** The outline of each disk part's area, as SVG path data; holes stay empty. */
export function chartAreas(history: StorageHistory): Readonly<Record<StackedPart, string>> {
  const stretches = withoutHoles(history);
  const outline = (part: StackedPart) =>
    stretches.map((points) => areaOf(history, points, part)).join('');
  return { onlyHere: outline('onlyHere'), both: outline('both'), other: outline('other') };
}

function withoutHoles({ from, to, points }: StorageHistory): readonly (readonly StoragePoint[])[] {
  const stretches: StoragePoint[][] = [];
  let last: StoragePoint | undefined;
  for (const point of points) {
    const isNear = last !== undefined && point.at - last.at <= (to - from) * HOLE_SHARE;
    if (isNear) stretches.at(-1)?.push(point);
    else stretches.push([point]);
    last = point;
  }
  return stretches.filter(({ length }) => length > 1);
}

function areaOf(
  { from, to }: StorageHistory,
  points: readonly StoragePoint[],
  part: StackedPart,
): string {
  const below = STACKED.slice(0, STACKED.indexOf(part));
  const x = ({ at }: StoragePoint) => round(((at - from) / (to - from)) * CHART.width);
  const y = (point: StoragePoint, parts: readonly StackedPart[]) => {
    const shares = diskShares(point);
    const filled = parts.reduce((sum, each) => sum + shares[each], 0);
    return round(CHART.height * (1 - (point.totalBytes === 0 ? 0 : filled / point.totalBytes)));
  };
  const top = points.map((point) => `${x(point)},${y(point, [...below, part])}`);
  const bottom = points.toReversed().map((point) => `${x(point)},${y(point, below)}`);
  return `M${top.join('L')}L${bottom.join('L')}Z`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
