import type { Receipt } from '../protocol/receipt.ts';
import type { Statement } from '../protocol/statement.ts';
import type { CheckedCheckpoint } from './check-checkpoints.ts';
import type { VouchedStamp } from './check-timestamps.ts';
import {
  type CheckedJournal,
  type CheckedStatement,
  statementsOf,
  touches,
} from './checked-statement.ts';
import { type Finding, finding } from './finding.ts';
import type { Manifest } from './manifest.ts';

const SECOND = 1_000_000;
/** A clock this far from the server's is told as right. */
const RIGHT_WITHIN_MICROS = 60 * SECOND;
/** How far times may contradict each other: a clock is measured once an hour at least, and drifts. */
const TOLERANCE_MICROS = 300 * SECOND;

/** When a computer recorded the clip, by the server's clock. UTC µs. */
export interface ClockReading {
  readonly device: string;
  /** Server minus device, as the device has signed it with the clip; null where it had measured none. */
  readonly offset: number | null;
  /** Whether the two clocks agreed, as far as the device knew. */
  readonly isRight: boolean;
  /** The edges of the clip by the server's clock. */
  readonly from: number;
  readonly to: number;
  /** It was recorded after this was known to the device, and before this was known to the server. */
  readonly earliest: number;
  readonly latest: number | null;
}

interface ClockEvidence {
  readonly manifest: Manifest;
  readonly journal: CheckedJournal;
  /** By the hash of the statement. */
  readonly receipts: ReadonlyMap<string, Receipt>;
  readonly checkpoints: ReadonlyMap<number, CheckedCheckpoint>;
  readonly stamps: readonly VouchedStamp[];
}

/**
 * Judges a computer's clock by all that others know of the time: its own measurements, the receipts,
 * its enrolment, the checkpoints that it had seen, and time-stamps that the reader trusts.
 */
export function checkClock(of: ClockEvidence): {
  readonly reading: ClockReading | null;
  readonly findings: readonly Finding[];
} {
  const { device: about, stretch } = of.journal;
  const clip = stretch.filter(
    ({ statement }) => statement.kind === 'segment' && touches(statement, of.manifest),
  );
  const [first, last] = [clip[0], clip.at(-1)];
  if (first === undefined || last === undefined) return { reading: null, findings: [] };
  const offset = worstOffset(clip);
  const reading: ClockReading = {
    device: about.device,
    offset,
    isRight: Math.abs(offset ?? 0) <= RIGHT_WITHIN_MICROS,
    from: of.manifest.from + (offset ?? 0),
    to: of.manifest.to + (offset ?? 0),
    earliest: Math.max(about.enrolledAt, seenBefore(of, first.statement)),
    latest: knownBy(of, last),
  };
  const [start, end] = edgesOf(clip);
  const spoken = { ...reading, from: start + (offset ?? 0), to: end + (offset ?? 0) };
  return {
    reading,
    findings: [...offsetFindings(reading, of.journal), ...contradictions(spoken, of)],
  };
}

/** The one furthest from zero. */
function worstOffset(clip: readonly CheckedStatement[]): number | null {
  return clip
    .map(({ statement }) => statement.clockOffset)
    .reduce((worst, one) => {
      if (worst === null || one === null) return worst ?? one;
      return Math.abs(one) > Math.abs(worst) ? one : worst;
    }, null);
}

function edgesOf(clip: readonly CheckedStatement[]): [number, number] {
  const segments = clip.flatMap(({ statement }) =>
    statement.kind === 'segment' ? [statement] : [],
  );
  return segments.reduce<[number, number]>(
    ([from, to], { start, duration }) => [Math.min(from, start), Math.max(to, start + duration)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
}

/**
 * When the last checkpoint was made of which the device knew before it told of the clip: a segment is
 * told of when it ends, and so may have begun earlier by its length.
 */
function seenBefore({ journal, checkpoints }: ClockEvidence, first: Statement): number {
  const length = first.kind === 'segment' ? first.duration : 0;
  return statementsOf(journal, 'checkpoint-seen')
    .filter((seen) => seen.index < first.index)
    .reduce((latest, seen) => {
      const shown = checkpoints.get(seen.checkpoint);
      const isTheSame = shown?.hash === seen.hash;
      return isTheSame ? Math.max(latest, shown.checkpoint.madeAt - length) : latest;
    }, 0);
}

/** Whoever knew the end of the clip first: the server, or an authority that the reader trusts. */
function knownBy(
  { receipts, checkpoints, stamps }: ClockEvidence,
  last: CheckedStatement,
): number | null {
  const received = receipts.get(last.hash)?.receivedAt;
  if (received === undefined) return null;
  return stamps
    .filter(({ checkpoint }) => (checkpoints.get(checkpoint)?.checkpoint.to ?? 0) > received)
    .reduce((earliest, { at }) => Math.min(earliest, at), received);
}

function offsetFindings(
  { offset, isRight, from, to, earliest, latest }: ClockReading,
  { device: { device, hostname: host } }: CheckedJournal,
): Finding[] {
  const about = { kind: 'device', device } as const;
  if (offset === null) return [finding('clock-unmeasured', about, { host })];
  if (!isRight) {
    return [finding('clock-off', about, { host, seconds: Math.round(offset / SECOND), from, to })];
  }
  if (latest === null) return [];
  return [finding('clock-bounds', about, { host, from: earliest, to: latest })];
}

/** Between the corrected times of the footage and what others know. */
function contradictions(
  { from, to, latest }: ClockReading,
  { journal, manifest, checkpoints }: ClockEvidence,
): Finding[] {
  const { device, hostname: host, enrolledAt } = journal.device;
  const about = { kind: 'device', device } as const;
  const findings: Finding[] = [];
  if (from < enrolledAt - TOLERANCE_MICROS) {
    findings.push(finding('clock-before-enrolment', about, { host, at: from, enrolledAt }));
  }
  if (latest !== null && to > latest + TOLERANCE_MICROS) {
    findings.push(finding('clock-after-known', about, { host, at: to, knownAt: latest }));
  }
  for (const seen of statementsOf(journal, 'checkpoint-seen')) {
    const shown = checkpoints.get(seen.checkpoint);
    if (shown?.hash !== seen.hash) continue;
    const { madeAt } = shown.checkpoint;
    const at = seen.at + (seen.clockOffset ?? 0);
    if (at >= madeAt - TOLERANCE_MICROS || seen.at >= manifest.to) continue;
    const statement = { kind: 'statement', device, index: seen.index } as const;
    const params = { host, checkpoint: seen.checkpoint, at, madeAt };
    findings.push(finding('clock-before-checkpoint', statement, params));
  }
  return findings;
}
