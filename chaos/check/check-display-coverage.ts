import type { ChaosFinding } from './finding.ts';
import type { DisplayTimeline } from './timeline-of.ts';

export interface CoverageVerdict {
  readonly findings: readonly ChaosFinding[];
  /** µs */
  readonly footage: number;
  readonly unnamed: number;
  /** Named as a gap though there is footage, µs. */
  readonly overlaid: number;
}

/**
 * From its first frame to `end` each µs of a display is footage or a gap; no moment of footage is
 * there twice; no gap lies over footage.
 */
export function checkDisplayCoverage(
  name: string,
  { display, footage, gaps }: DisplayTimeline,
  end: number,
): CoverageVerdict {
  const findings: ChaosFinding[] = [];
  const where = `${name}, ${display}`;
  let covered = footage[0]?.from ?? end;
  let unnamed = 0;
  const all = [...footage, ...gaps].sort((a, b) => a.from - b.from);
  for (const { from, to } of [...all, { from: end, to: end }]) {
    const hole = Math.min(from, end) - covered;
    if (hole > 0) {
      unnamed += hole;
      findings.push({
        kind: 'unnamed time',
        what: `${where}: ${stretch(covered, covered + hole)}`,
      });
    }
    covered = Math.max(covered, to);
  }
  for (const [place, { from, segment }] of footage.entries()) {
    const before = footage[place - 1];
    if (before === undefined || before.to <= from) continue;
    const what = `${where}: ${stretch(from, before.to)}, segments ${before.segment} and ${segment}`;
    findings.push({ kind: 'overlap', what });
  }
  const overlaid = gaps.flatMap((gap) =>
    footage
      .map(({ from, to }) => ({ from: Math.max(from, gap.from), to: Math.min(to, gap.to), gap }))
      .filter(({ from, to }) => to > from),
  );
  for (const { from, to, gap } of overlaid) {
    const what = `${where}: ${stretch(from, to)}, ${gap.cause}`;
    findings.push({ kind: 'gap over footage', what });
  }
  return {
    findings,
    unnamed,
    footage: footage.reduce((sum, { from, to }) => sum + to - from, 0),
    overlaid: overlaid.reduce((sum, { from, to }) => sum + to - from, 0),
  };
}

/** "09:12:03.120400 to 09:12:04.120400 (1.000 s)" */
function stretch(from: number, to: number): string {
  return `${clock(from)} to ${clock(to)} (${((to - from) / 1_000_000).toFixed(3)} s)`;
}

function clock(micros: number): string {
  const time = new Date(Math.floor(micros / 1000)).toISOString().slice(11, 23);
  return `${time}${String(micros % 1000).padStart(3, '0')}`;
}
