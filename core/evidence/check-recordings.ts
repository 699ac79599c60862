import { type CheckedJournal, type StatementOf, statementsOf } from './checked-statement.ts';
import { aboutFile, aboutStatement, type Finding, finding } from './finding.ts';
import type { Manifest } from './manifest.ts';
import { keyOfSegment, type PackageKeys } from './package-documents.ts';
import { readPackagePlaylist } from './package-playlist.ts';
import { parseText, unreadable } from './read-documents.ts';

/** Two recordings of a display may overlap where one takes over from the other. */
const HANDOVER_MICROS = 2_000_000;
/** Times of frames are rounded to 90 kHz. */
const ROUNDING_MICROS = 1_000;

type Segment = StatementOf<'segment'>;

/**
 * Whether each recording runs in one piece, as the device tells it: one display, sequence after
 * sequence, none before the end of the last, and its head is known.
 */
export function checkRecordings(journal: CheckedJournal): Finding[] {
  const heads = new Map(
    statementsOf(journal, 'recording-started').map((head) => [head.recording, head]),
  );
  const segments = statementsOf(journal, 'segment');
  const findings = [...clockFindings(journal)];
  for (const [recording, run] of Map.groupBy(segments, (one) => one.recording)) {
    const [first] = run;
    if (first === undefined) continue;
    const head = heads.get(recording);
    const about = aboutStatement(first.device, first.index);
    const params = { recording, display: first.display, start: first.start };
    if (head === undefined) findings.push(finding('recording-headless', about, params));
    const isSpliced =
      run.some(({ display }) => display !== first.display) ||
      (head !== undefined && head.display !== first.display);
    if (isSpliced) findings.push(finding('recording-splice', about, params));
    const inOrder = run.toSorted((a, b) => a.sequence - b.sequence);
    findings.push(...joints(inOrder), ...covered(inOrder, head));
  }
  for (const ofDisplay of Map.groupBy(segments, ({ display }) => display).values()) {
    findings.push(...overlaps(ofDisplay.toSorted((a, b) => a.start - b.start)));
  }
  return findings;
}

/** What the policy had painted over before encoding, in every picture. */
function covered(
  run: readonly Segment[],
  head: StatementOf<'recording-started'> | undefined,
): Finding[] {
  const [first, last] = [run[0], run.at(-1)];
  const count = head?.covered?.length ?? 0;
  if (first === undefined || last === undefined || count === 0) return [];
  const { device, display, start } = first;
  const stretch = { kind: 'stretch', device, display, from: start, to: endOf(last) } as const;
  return [finding('recording-covered', stretch, { display, count })];
}

/** Between the segments of one recording. */
function joints(run: readonly Segment[]): Finding[] {
  return run.slice(1).flatMap((segment, at) => {
    const before = run[at];
    if (before === undefined) return [];
    const about = aboutStatement(segment.device, segment.index);
    const params = { recording: segment.recording, display: segment.display, start: segment.start };
    if (segment.sequence === before.sequence || segment.start < endOf(before) - ROUNDING_MICROS) {
      return [finding('recording-splice', about, params)];
    }
    const missing = segment.sequence - before.sequence - 1;
    return missing > 0 ? [finding('recording-skips', about, { ...params, missing })] : [];
  });
}

/** Between the recordings of one display, in order. */
function overlaps(ofDisplay: readonly Segment[]): Finding[] {
  const findings: Finding[] = [];
  let furthest = ofDisplay[0];
  for (const segment of ofDisplay) {
    if (furthest === undefined) break;
    const isOther = segment.recording !== furthest.recording;
    if (isOther && segment.start < endOf(furthest) - HANDOVER_MICROS) {
      const params = { display: segment.display, start: segment.start };
      const about = aboutStatement(segment.device, segment.index);
      findings.push(finding('recording-overlap', about, params));
    }
    if (endOf(segment) > endOf(furthest)) furthest = segment;
  }
  return findings;
}

function endOf({ start, duration }: Segment): number {
  return start + duration;
}

/** A wall clock that goes back while the other clock runs on, with no word of it by the device. */
function clockFindings(journal: CheckedJournal): Finding[] {
  const isTold = statementsOf(journal, 'gap').some(({ cause }) => cause === 'clock-changed');
  if (isTold) return [];
  return journal.stretch.slice(1).flatMap(({ statement }, at) => {
    const before = journal.stretch[at]?.statement;
    if (before === undefined || statement.monotonic < before.monotonic) return []; // started anew
    const back = before.at - statement.at;
    if (back <= HANDOVER_MICROS) return [];
    const about = aboutStatement(statement.device, statement.index);
    return [finding('clock-back', about, { seconds: Math.round(back / 1_000_000) })];
  });
}

/** Whether each playlist plays segments of its display with the keys of `keys.json`, and holds no other. */
export function checkPlaylists(
  manifest: Manifest,
  keys: PackageKeys,
  documents: ReadonlyMap<string, Uint8Array>,
): Finding[] {
  const keyOf = keyOfSegment(keys);
  return manifest.playlists.flatMap(({ device, display, path }) => {
    const bytes = documents.get(path);
    if (bytes === undefined) return []; // named where the files are
    const text = parseText(bytes);
    if (text === null) return [unreadable(path, { problem: 'not UTF-8' })];
    const own = new Map(
      manifest.segments
        .filter((one) => one.device === device && one.display === display)
        .map((one) => [one.path, one]),
    );
    const isRight = readPackagePlaylist(text).every((entry) => {
      const segment = own.get(entry.path);
      if (segment === undefined) return false;
      return segment.iv === entry.ivHex && keyOf(segment) === entry.key;
    });
    return isRight ? [] : [finding('playlist-differs', aboutFile(path))];
  });
}
