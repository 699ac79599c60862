import type { SegmentRecorded } from '../protocol/statement.ts';
import { type CheckedJournal, segmentsOfClip, statementsOf, touches } from './checked-statement.ts';
import { aboutStatement, type Finding, finding } from './finding.ts';
import type { Manifest, PackageFile, PackageSegment } from './manifest.ts';

const COPIED = [
  'segment',
  'device',
  'display',
  'recording',
  'sequence',
  'start',
  'duration',
  'bytes',
  'sha256',
  'keyId',
  'keyDerivation',
  'iv',
] as const;

/**
 * Whether the manifest's segments are the ones that the device has signed: each a true copy of its
 * statement with the file it speaks of, and none of the clip left out. `whole` are the files that are
 * what the manifest says.
 */
export function checkSegments(
  manifest: Manifest,
  journal: CheckedJournal,
  whole: ReadonlySet<string>,
): Finding[] {
  const { device } = journal.device;
  const own = manifest.segments.filter((segment) => segment.device === device);
  const signed = new Map(statementsOf(journal, 'segment').map((one) => [one.index, one]));
  const files = new Map(manifest.files.map((file) => [file.path, file]));
  const findings = [
    ...duplicates(own),
    ...own.flatMap((segment) => {
      const of = signed.get(segment.journalIndex);
      return of === undefined
        ? [unsigned(segment, entryIsGone(journal, segment.journalIndex))]
        : checkSegment(segment, of, files);
    }),
    ...unlisted({ manifest, journal, own }),
  ];
  const outside = own.filter((segment) => !touches(segment, manifest));
  if (outside.length > 0) {
    findings.push(
      finding('segment-outside', { kind: 'device', device }, { count: outside.length }),
    );
  }
  const shown = own.flatMap(({ path }) => path ?? []);
  const areWhole = shown.every((path) => whole.has(path));
  if (areWhole && findings.every(({ status }) => status !== 'broken') && shown.length > 0) {
    const params = { host: journal.device.hostname, count: shown.length };
    findings.push(finding('segments-signed', { kind: 'device', device }, params));
  }
  return findings;
}

function checkSegment(
  segment: PackageSegment,
  signed: SegmentRecorded,
  files: ReadonlyMap<string, PackageFile>,
): Finding[] {
  const about = aboutStatement(segment.device, segment.journalIndex);
  const params = { segment: segment.segment, display: segment.display, start: segment.start };
  const findings = COPIED.filter((field) => segment[field] !== signed[field]).map((field) =>
    finding('segment-differs', about, {
      ...params,
      field,
      expected: signed[field] ?? '',
      found: segment[field] ?? '',
    }),
  );
  const file = segment.path === null ? undefined : files.get(segment.path);
  if (file !== undefined && (file.sha256 !== signed.sha256 || file.bytes !== signed.bytes)) {
    findings.push(
      finding('segment-file-differs', about, {
        ...params,
        path: file.path,
        expected: signed.sha256,
        found: file.sha256,
      }),
    );
  }
  if (segment.absent === 'shredded' || segment.absent === 'unreadable') {
    findings.push(finding('segment-absent', about, { ...params, reason: segment.absent }));
  }
  return findings;
}

function unsigned(segment: PackageSegment, isGone: boolean): Finding {
  const about = aboutStatement(segment.device, segment.journalIndex);
  const { display, start, journalIndex: index } = segment;
  return isGone
    ? finding('segment-entry-gone', about, { display, start, index })
    : finding('segment-unsigned', about, { segment: segment.segment, display, start });
}

/** The journal that is here does not hold the entry: what the computer signed of it, nobody can tell. */
function entryIsGone({ device, stretch, context }: CheckedJournal, index: number): boolean {
  const { firstIndex, count } = device.journal;
  const here = [...context, ...stretch].map(({ statement }) => statement.index);
  return !here.includes(index) && index <= Math.max(firstIndex + count - 1, ...here.slice(-1));
}

function duplicates(segments: readonly PackageSegment[]): Finding[] {
  const indices = new Set<number>();
  const paths = new Set<string>();
  const findings: Finding[] = [];
  for (const { device, segment, journalIndex, path, display, start } of segments) {
    if (indices.has(journalIndex) || (path !== null && paths.has(path))) {
      const about = aboutStatement(device, journalIndex);
      findings.push(finding('segment-duplicate', about, { segment, display, start }));
    }
    indices.add(journalIndex);
    if (path !== null) paths.add(path);
  }
  return findings;
}

/** Footage of the clip that the device has signed and the manifest is silent about. */
function unlisted(of: {
  readonly manifest: Manifest;
  readonly journal: CheckedJournal;
  readonly own: readonly PackageSegment[];
}): Finding[] {
  const listed = new Set(of.own.map(({ journalIndex }) => journalIndex));
  const { device, displays } = of.journal.device;
  return segmentsOfClip(of.journal, of.manifest)
    .filter(({ display }) => displays.includes(display))
    .filter(({ index }) => !listed.has(index))
    .map(({ index, segment, display, start }) =>
      finding('segment-unlisted', aboutStatement(device, index), { segment, display, start }),
    );
}
