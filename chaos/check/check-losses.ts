import type { RecorderLife } from './books.ts';
import type { ChaosFinding } from './finding.ts';
import type { DisplayTimeline, NamedGap } from './timeline-of.ts';

/** µs: what a kill may cost at most, and in the middle of all kills. */
const MOST = 5_000_000;
const MEDIAN = 2_000_000;
/** A recorder that was killed so young had no frame yet, and nothing to lose. */
const STARTING = 10_000_000;

export interface LossVerdict {
  readonly findings: readonly ChaosFinding[];
  /** The loss of each kill that struck while a display was recorded, µs, smallest first. */
  readonly losses: readonly number[];
}

/** Between the end of the footage and the kill: the worst display of each kill counts. */
export function checkLosses(
  lives: readonly RecorderLife[],
  timelines: ReadonlyMap<string, readonly DisplayTimeline[]>,
): LossVerdict {
  const findings: ChaosFinding[] = [];
  const losses: number[] = [];
  for (const life of lives) {
    const { name, startedAt, killedAt } = life;
    if (killedAt === null) continue;
    const ofDisplays = (timelines.get(name) ?? []).flatMap(
      (timeline) => lossOf(timeline, startedAt, killedAt) ?? [],
    );
    if (ofDisplays.length === 0) continue;
    const loss = Math.max(...ofDisplays);
    losses.push(loss);
    if (loss <= MOST) continue;
    const at = new Date(killedAt / 1000).toISOString();
    findings.push({ kind: 'too much lost', what: `${name}, kill of ${at}: ${seconds(loss)}` });
  }
  losses.sort((a, b) => a - b);
  const median = medianOf(losses);
  if (median > MEDIAN)
    findings.push({ kind: 'too much lost', what: `at the median: ${seconds(median)}` });
  return { findings, losses };
}

/** Null when the display was not recorded just then. */
function lossOf(
  { footage, gaps }: DisplayTimeline,
  startedAt: number,
  killedAt: number,
): number | null {
  const last = footage.findLast(({ from }) => from <= killedAt);
  const isOfThisLife = last !== undefined && last.to > startedAt;
  if (!isOfThisLife && killedAt - startedAt < STARTING) return null;
  if (gaps.some((gap) => isRest(gap) && gap.from <= killedAt && gap.to > killedAt)) return null;
  const end = Math.max(last?.to ?? 0, startedAt);
  return Math.max(0, killedAt - end - rested(gaps, end, killedAt));
}

/** Nothing was to be recorded, or nothing could be, for another reason than a kill. */
function isRest({ cause }: NamedGap): boolean {
  return cause !== 'killed' && cause !== 'crashed';
}

function rested(gaps: readonly NamedGap[], from: number, to: number): number {
  let covered = from;
  let sum = 0;
  for (const gap of gaps) {
    if (!isRest(gap)) continue;
    const begin = Math.max(gap.from, covered);
    const end = Math.min(gap.to, to);
    if (end <= begin) continue;
    sum += end - begin;
    covered = end;
  }
  return sum;
}

export function medianOf(sorted: readonly number[]): number {
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}

function seconds(micros: number): string {
  return `${(micros / 1_000_000).toFixed(3)} s`;
}
