import { base64url } from 'jose';
import type { WindowTrackRecorded } from '../protocol/statement.ts';
import { digestOfUse, leafOfUse } from '../windows/leaf-of-use.ts';
import { type CheckedJournal, statementsOf } from './checked-statement.ts';
import { aboutStatement, type Finding, finding } from './finding.ts';
import type { Manifest } from './manifest.ts';
import { isIncluded } from './merkle.ts';
import { type PackageUse, type PackageWindows, SeenUse } from './package-windows.ts';
import { parseJson } from './read-documents.ts';

/** What was in front for a time, as the device has signed it. */
export interface ProvenUse {
  readonly device: string;
  /** UTC µs, within the clip. */
  readonly from: number;
  readonly to: number;
  readonly program: string | null;
  readonly title: string | null;
}

interface CheckedWindows {
  readonly findings: readonly Finding[];
  readonly uses: readonly ProvenUse[];
}

type Track = PackageWindows['tracks'][number];

/**
 * Whether the programs and windows that the package names are those that the device has signed, none is
 * left out without a reason, and none is named that the package says it leaves out.
 */
export function checkWindows(
  manifest: Manifest,
  journal: CheckedJournal,
  { tracks }: PackageWindows,
): CheckedWindows {
  const { device, hostname: host } = journal.device;
  const own = tracks.filter((track) => track.device === device);
  const signed = statementsOf(journal, 'window-track');
  const findings: Finding[] = [];
  const uses: ProvenUse[] = [];
  for (const said of signed) {
    const isTold = own.some(
      ({ track, journalIndex }) => track === said.track && journalIndex === said.index,
    );
    if (isTold || said.from >= manifest.to || said.to <= manifest.from) continue;
    const code = manifest.windows === null ? 'windows-left-out' : 'windows-unlisted';
    findings.push(finding(code, aboutStatement(device, said.index), { host }));
  }
  for (const track of own) {
    const about = aboutStatement(journal.device.device, track.journalIndex);
    const said = signed.find(
      ({ index, track: id }) => index === track.journalIndex && id === track.track,
    );
    if (said === undefined) findings.push(finding('windows-unsigned', about, { host }));
    else if (track.absent !== null) {
      findings.push(finding('windows-absent', about, { host, reason: track.absent }));
    } else {
      const checked = checkTrack(manifest, said, track);
      findings.push(...checked.problems.map((code) => finding(code, about, { host })));
      uses.push(...checked.uses);
    }
  }
  if (uses.length > 0 && findings.every(({ status }) => status !== 'broken')) {
    const params = { host, count: uses.length };
    findings.push(finding('windows-signed', { kind: 'device', device }, params));
  }
  return { findings, uses };
}

type Problem =
  | 'windows-differ'
  | 'windows-silently'
  | 'windows-withheld-named'
  | 'windows-withheld';

function checkTrack(manifest: Manifest, said: WindowTrackRecorded, { device, uses }: Track) {
  const problems = new Set<Problem>();
  const proven: ProvenUse[] = [];
  if (!isOneAfterTheOther(said, uses)) problems.add('windows-differ');
  if (!reachesOverClip(manifest, said, uses)) problems.add('windows-silently');
  for (const use of uses) {
    const seen = seenIn(said, use);
    if (seen === 'differs') problems.add('windows-differ');
    else if (seen === null) {
      if (!touches(use, manifest)) continue;
      problems.add(isHeldBack(manifest, device, use) ? 'windows-withheld' : 'windows-silently');
    } else if (!touches(use, manifest) || isHeldBack(manifest, device, use)) {
      problems.add('windows-withheld-named');
    } else {
      const [from, to] = [Math.max(use.from, manifest.from), Math.min(use.to, manifest.to)];
      proven.push({ device, from, to, program: seen.program, title: seen.title });
    }
  }
  return { problems: [...problems], uses: proven };
}

/** What a use shows; null where it shows nothing. */
function seenIn({ uses: size, usesRoot }: WindowTrackRecorded, use: PackageUse) {
  const { at: index, path, shown, digest } = use;
  if (size === undefined || usesRoot === undefined) return 'differs';
  const way = { index, size, path: path.map((one) => base64url.decode(one)) };
  if (!isIncluded(leafOfUse(use), way, base64url.decode(usesRoot))) return 'differs';
  if (shown === null) return null;
  if (digestOfUse(shown.salt, shown.text) !== digest) return 'differs';
  const parsed = parseJson(SeenUse, new TextEncoder().encode(shown.text));
  return 'value' in parsed ? parsed.value : 'differs';
}

/** No use is skipped, and their times follow each other within the track. */
function isOneAfterTheOther(
  { from, to }: WindowTrackRecorded,
  uses: readonly PackageUse[],
): boolean {
  return uses.every((use, at) => {
    const before = uses[at - 1];
    const follows = before === undefined || (use.at === before.at + 1 && use.from >= before.to);
    return follows && use.from >= from && use.to <= to && use.from <= use.to;
  });
}

/** The first and the last are at the track's own ends, or outside of the clip. */
function reachesOverClip(
  { from, to }: Manifest,
  { uses: count = 0 }: WindowTrackRecorded,
  uses: readonly PackageUse[],
): boolean {
  const [first, last] = [uses[0], uses.at(-1)];
  if (first === undefined || last === undefined) return false;
  return (first.at === 0 || first.from <= from) && (last.at === count - 1 || last.to >= to);
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

function touches(one: Stretch, other: Stretch): boolean {
  return one.from < other.to && one.to > other.from;
}

/** A window is on a desktop, not on a display: what is left out of one display leaves out its titles. */
function isHeldBack({ redaction }: Manifest, device: string, use: Stretch): boolean {
  return [...redaction.withheld, ...redaction.blurred].some(
    (place) => (place.device === null || place.device === device) && touches(use, place),
  );
}
