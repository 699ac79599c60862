import type { KnownGap, TimelineItem } from '../footage/timeline.ts';
import { buildTimeline } from '../footage/timeline.ts';
import type { GapCause } from '../protocol/gap-cause.ts';
import { type CheckedJournal, statementsOf } from './checked-statement.ts';
import { type Finding, finding } from './finding.ts';
import type { Manifest, PackageSegment } from './manifest.ts';

/** Half-open, UTC µs; each piece begins where the one before ends. */
export interface CoveragePiece {
  readonly from: number;
  readonly to: number;
  /** `broken`: signed footage whose file is gone or another. */
  readonly kind: 'footage' | 'withheld' | 'absent' | 'broken' | 'gap' | 'hole';
  readonly cause: GapCause | null;
  readonly note: string | null;
}

export interface LaneCoverage {
  readonly device: string;
  readonly display: string;
  readonly pieces: readonly CoveragePiece[];
}

export interface CoverageCheck {
  readonly lanes: readonly LaneCoverage[];
  readonly findings: readonly Finding[];
}

/** A hole as short as this is none: a frame of the slowest capture. */
const SHORTEST_HOLE_MICROS = 500_000;

/**
 * Whether every moment of the clip is told of, on each display, by what the device has signed:
 * footage (also what was withheld of it), or a gap with its cause. Anything else is a hole. `whole` are
 * the files that are what the manifest says.
 */
export function checkCoverage(
  manifest: Manifest,
  journal: CheckedJournal,
  whole: ReadonlySet<string>,
): CoverageCheck {
  const lanes = journal.device.displays.map((display) =>
    laneOf({ manifest, journal, whole }, display),
  );
  const findings = lanes.flatMap((lane) => findingsOf(lane, journal));
  return { lanes, findings };
}

interface Checked {
  readonly manifest: Manifest;
  readonly journal: CheckedJournal;
  readonly whole: ReadonlySet<string>;
}

function laneOf({ manifest, journal, whole }: Checked, display: string): LaneCoverage {
  const { device } = journal.device;
  const { from, to } = manifest;
  const segments = statementsOf(journal, 'segment').filter((one) => one.display === display);
  const lane = buildTimeline({
    from,
    to,
    now: to,
    spans: segments.map(({ recording, start, duration }) => ({
      display,
      recordingId: recording,
      from: start,
      to: start + duration,
    })),
    gaps: gapsOf(journal).filter((gap) => gap.display === null || gap.display === display),
    lastSeen: journal.stretch.at(-1)?.statement.at ?? null,
  }).find((one) => one.display === display || one.display === null);
  const listed = new Map(
    manifest.segments.filter((one) => one.device === device).map((one) => [one.journalIndex, one]),
  );
  const missing = segments
    .flatMap(({ index, start, duration }) => {
      const kind = kindOf(listed.get(index), whole);
      return kind === 'footage' ? [] : [plain(kind, start, start + duration)];
    })
    .toSorted((a, b) => a.from - b.from);
  const pieces = (lane?.items ?? []).flatMap((item) => piecesOf(item, missing));
  return { device, display, pieces: withEdges(pieces, manifest) };
}

/** Each gap once, closed by what closes it. */
function gapsOf(journal: CheckedJournal): KnownGap[] {
  const gaps = new Map<string, KnownGap>();
  for (const { statement } of [...journal.context, ...journal.stretch]) {
    if (statement.kind === 'gap') {
      const { display, cause, from, to, note } = statement;
      gaps.set(statement.gap, { display, cause, from, to, note });
    } else if (statement.kind === 'paused') {
      const { from, reason } = statement;
      gaps.set(statement.gap, { display: null, cause: 'paused', from, to: null, note: reason });
    } else if (statement.kind === 'resumed') {
      const opened = gaps.get(statement.gap);
      if (opened !== undefined) gaps.set(statement.gap, { ...opened, to: statement.to });
    }
  }
  return [...gaps.values()];
}

/** What became of signed footage; what is not even listed has a finding of its own. */
function kindOf(
  listed: PackageSegment | undefined,
  whole: ReadonlySet<string>,
): CoveragePiece['kind'] {
  const path = listed?.path ?? null;
  if (path !== null) return whole.has(path) ? 'footage' : 'broken';
  return listed?.absent === 'withheld' ? 'withheld' : 'absent';
}

function piecesOf(item: TimelineItem, missing: readonly CoveragePiece[]): CoveragePiece[] {
  const { from, to } = item;
  if (item.kind === 'gap' && item.cause !== 'unexplained') {
    return [{ from, to, kind: 'gap', cause: item.cause, note: item.note }];
  }
  if (item.kind !== 'span') return [hole(from, to)];
  const pieces: CoveragePiece[] = [];
  let at = from;
  for (const piece of missing) {
    const [start, end] = [Math.max(at, piece.from), Math.min(to, piece.to)];
    if (start >= end) continue;
    if (start > at) pieces.push(plain('footage', at, start));
    pieces.push(plain(piece.kind, start, end));
    at = end;
  }
  if (at < to) pieces.push(plain('footage', at, to));
  return pieces;
}

function plain(kind: CoveragePiece['kind'], from: number, to: number): CoveragePiece {
  return { from, to, kind, cause: null, note: null };
}

function hole(from: number, to: number): CoveragePiece {
  return plain('hole', from, to);
}

/** What the timeline claims nothing about, at both ends of the clip. */
function withEdges(pieces: readonly CoveragePiece[], { from, to }: Manifest): CoveragePiece[] {
  const first = pieces[0]?.from ?? to;
  const last = pieces.at(-1)?.to ?? to;
  return joinHoles([
    ...(first > from ? [hole(from, first)] : []),
    ...pieces,
    ...(last < to ? [hole(last, to)] : []),
  ]);
}

function joinHoles(pieces: readonly CoveragePiece[]): CoveragePiece[] {
  const joined: CoveragePiece[] = [];
  for (const piece of pieces) {
    const before = joined.at(-1);
    if (piece.kind === 'hole' && before?.kind === 'hole') joined.pop();
    joined.push(
      piece.kind === 'hole' && before?.kind === 'hole' ? hole(before.from, piece.to) : piece,
    );
  }
  return joined;
}

function findingsOf({ display, pieces }: LaneCoverage, journal: CheckedJournal): Finding[] {
  const { device, hostname: host } = journal.device;
  const about = (piece: CoveragePiece) =>
    ({ kind: 'stretch', device, display, from: piece.from, to: piece.to }) as const;
  const long = pieces.filter(({ from, to }) => to - from >= SHORTEST_HOLE_MICROS);
  const holes = long.filter(({ kind }) => kind === 'hole');
  const named = long
    .filter(({ kind }) => kind === 'gap')
    .map((piece) =>
      finding('gap-named', about(piece), { cause: piece.cause ?? '', note: piece.note ?? '' }),
    );
  if (holes.length > 0) {
    return [...holes.map((piece) => finding('time-hole', about(piece), { host })), ...named];
  }
  const whole = { from: pieces[0]?.from ?? 0, to: pieces.at(-1)?.to ?? 0 };
  return [
    finding('time-covered', { kind: 'stretch', device, display, ...whole }, { host, display }),
    ...named,
  ];
}
