import { keyThumbprint } from '../crypto/key-pair.ts';
import type { Receipt } from '../protocol/receipt.ts';
import { checkCertificates } from './check-certificates.ts';
import { type CheckedCheckpoint, checkCheckpoints } from './check-checkpoints.ts';
import { checkClock } from './check-clock.ts';
import { checkCoverage } from './check-coverage.ts';
import { checkCustody } from './check-custody.ts';
import { checkEntries, checkFiles, checkSums } from './check-files.ts';
import { checkHost } from './check-host.ts';
import { checkInclusion } from './check-inclusion.ts';
import { checkJournal } from './check-journal.ts';
import { checkKeys } from './check-keys.ts';
import { checkNativeVideos } from './check-native-videos.ts';
import { checkOrigin } from './check-origin.ts';
import { checkNotice, checkPolicies } from './check-people.ts';
import { checkReceipts } from './check-receipts.ts';
import { checkPlaylists, checkRecordings } from './check-recordings.ts';
import { checkRedaction } from './check-redaction.ts';
import { checkSegments } from './check-segments.ts';
import { checkServerKeys } from './check-server-keys.ts';
import { checkTimestamps } from './check-timestamps.ts';
import { checkWindows } from './check-windows.ts';
import type { CheckedJournal } from './checked-statement.ts';
import { ABOUT_PACKAGE, type Finding, finding, limitFindings } from './finding.ts';
import type { Manifest } from './manifest.ts';
import type { PackageReader } from './package-reader.ts';
import { type Documents, readDocuments } from './read-documents.ts';
import { checkManifest, readManifest } from './read-manifest.ts';
import type { Trust } from './trust.ts';
import { outcomeOf, type Verdict } from './verdict.ts';

export interface CheckOptions {
  /** What the reader knows from elsewhere; nothing is proven without. */
  readonly trust: Trust;
  /** Bytes read so far, and of how many. */
  readonly onProgress: (done: number, total: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Checks an evidence package (docs/decisions/018, docs/evidence.md): the one implementation, which
 * both verifiers and the maker of packages call. Reads every file at most three times and keeps none but
 * the documents. Rejects only when it is aborted.
 */
export async function checkPackage(reader: PackageReader, options: CheckOptions): Promise<Verdict> {
  if (reader.ambiguity !== null) {
    const problem = { problem: reader.ambiguity };
    const findings = [finding('archive-ambiguous', ABOUT_PACKAGE, problem)];
    return { outcome: 'broken', findings, facts: null };
  }
  const read = await readManifest(reader);
  if (read.manifest === null) {
    return { outcome: 'broken', findings: read.findings, facts: null };
  }
  const { manifest } = read;
  const files = await checkFiles(reader, manifest.files, watchOf(manifest, options));
  const documents = readDocuments(manifest, files.documents);
  const journals = await checkJournals(manifest, files.documents);
  const serverKeys = await Promise.all(manifest.serverKeys.map(keyThumbprint));
  const coverage = journals.checked.map((journal) => checkCoverage(manifest, journal, files.whole));
  const windows = journals.checked.map((journal) =>
    checkWindows(manifest, journal, documents.windows),
  );
  const server = await checkServer({
    manifest,
    documents,
    journals: journals.checked,
    broken: brokenOf(journals.findings),
    serverKeys,
    certificates: pemOf(manifest, files.documents),
    sealedAt: read.sealedAt ?? manifest.createdAt,
    options,
  });
  const custody = checkCustody(manifest, documents.custody, server.checkpoints);
  const findings = limitFindings([
    ...checkEntries(reader.entries, manifest),
    ...files.findings,
    ...checkSums(manifest, files.documents),
    ...read.findings,
    ...checkManifest(manifest),
    ...documents.findings,
    ...journals.findings,
    ...journals.checked.flatMap((journal) => [
      ...checkHost(manifest, journal),
      ...checkSegments(manifest, journal, files.whole),
      ...checkRecordings(journal),
    ]),
    ...(await checkKeys({
      reader,
      manifest,
      keys: documents.keys,
      journals: journals.checked,
      whole: files.whole,
      signal: options.signal,
    })),
    ...checkPlaylists(manifest, documents.keys, files.documents),
    ...(await checkNativeVideos({
      reader,
      manifest,
      keys: documents.keys,
      whole: files.whole,
      signal: options.signal,
    })),
    ...windows.flatMap((one) => one.findings),
    ...server.findings,
    ...coverage.flatMap((lane) => lane.findings),
    ...checkRedaction(manifest),
    ...journals.checked.flatMap((journal) => [
      ...checkNotice(manifest, journal, documents.notice),
      ...checkPolicies(manifest, journal, documents.policies),
    ]),
    ...custody.findings,
  ]);
  return {
    outcome: outcomeOf(findings),
    findings,
    facts: {
      manifest,
      manifestSha256: read.sha256,
      serverKeys,
      deviceKeys: await deviceKeysOf(manifest),
      lanes: coverage.flatMap(({ lanes }) => lanes),
      clocks: server.clocks,
      uses: windows.flatMap((one) => one.uses),
      custody: custody.steps,
      provenSegments: provenSegments(manifest, journals.checked, files.whole),
    },
  };
}

function watchOf({ files }: Manifest, { onProgress, signal }: CheckOptions) {
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  const onBytes = (bytes: number) => {
    done += bytes;
    onProgress(done, total);
  };
  return { onBytes, signal };
}

async function checkJournals(manifest: Manifest, documents: ReadonlyMap<string, Uint8Array>) {
  const checked: CheckedJournal[] = [];
  const findings: Finding[] = [];
  for (const device of manifest.devices) {
    const one = await checkJournal(device, documents);
    checked.push(one.journal);
    findings.push(...one.findings);
  }
  return { checked, findings };
}

function brokenOf(findings: readonly Finding[]): Set<string> {
  return new Set(
    findings.flatMap(({ status, subject }) =>
      status === 'broken' && subject.kind === 'statement' ? [subject.device] : [],
    ),
  );
}

/** What the server has signed, and who speaks for the server. */
async function checkServer(of: {
  readonly manifest: Manifest;
  readonly documents: Documents;
  readonly journals: readonly CheckedJournal[];
  /** Computers of whose entries something is broken. */
  readonly broken: ReadonlySet<string>;
  readonly serverKeys: readonly string[];
  /** PEM, as it lies in the package. */
  readonly certificates: Uint8Array | undefined;
  /** UTC µs. */
  readonly sealedAt: number;
  readonly options: CheckOptions;
}) {
  const { proofs, timestamps } = of.documents.checkpoints;
  const chain = await checkCheckpoints(of.documents.checkpoints, of.manifest.serverKeys);
  const findings: Finding[] = [];
  const receipts = new Map<string, Receipt>();
  for (const journal of of.journals) {
    const checked = await checkReceipts(journal, of.manifest.serverKeys);
    for (const [hash, receipt] of checked.receipts) receipts.set(hash, receipt);
    findings.push(...checked.findings);
  }
  findings.push(...chain.findings, ...checkForm(of.manifest, chain.checkpoints));
  const { journals } = of;
  const inclusion = { journals, receipts, checkpoints: chain.checkpoints, proofs };
  findings.push(...checkInclusion({ ...inclusion, broken: of.broken }));
  const { authorities, serverAuthorities, serverKeys } = of.options.trust;
  const stamps = await checkTimestamps(timestamps, chain.checkpoints, authorities);
  findings.push(...stamps.findings);
  const clocks = of.journals.map((journal) =>
    checkClock({
      manifest: of.manifest,
      journal,
      receipts,
      checkpoints: chain.checkpoints,
      stamps: stamps.vouched,
    }),
  );
  findings.push(...clocks.flatMap((clock) => clock.findings));
  const keys = {
    journals: of.journals,
    checkpoints: chain.checkpoints,
    thumbprints: of.serverKeys,
    known: serverKeys,
    wantsSeen: of.manifest.v >= 4,
  };
  findings.push(...checkServerKeys(keys));
  const seal = of.serverKeys.at(-1) ?? '';
  const isKnown = serverKeys.includes(seal);
  const identity = await checkCertificates({
    path: of.manifest.certificates,
    pem: of.certificates,
    key: of.manifest.serverKeys.at(-1),
    at: of.sealedAt,
    authorities: serverAuthorities,
    isKnown,
  });
  findings.push(...identity.findings);
  const origin = {
    seal,
    isKnown: isKnown || identity.isVouched,
    stamps: stamps.vouched,
    last: lastCheckpoint(proofs),
    recordedBy: of.manifest.to,
  };
  return {
    checkpoints: chain.checkpoints,
    findings: [...findings, ...checkOrigin(origin)],
    clocks: clocks.flatMap(({ reading }) => (reading === null ? [] : [reading])),
  };
}

/** Whoever seals a package of an older form, and has newer checkpoints, has something to hide. */
function checkForm(
  { v }: Manifest,
  checkpoints: ReadonlyMap<number, CheckedCheckpoint>,
): Finding[] {
  const isNewer = [...checkpoints.values()].some(({ checkpoint }) => checkpoint.v === 2);
  if (v >= 4 || !isNewer) return [];
  const problem = 'it is of an older form than its checkpoints';
  return [finding('manifest-inconsistent', ABOUT_PACKAGE, { problem })];
}

function pemOf({ certificates }: Manifest, documents: ReadonlyMap<string, Uint8Array>) {
  return certificates === null ? undefined : documents.get(certificates);
}

/** Infinity where nothing is committed: no time-stamp reaches it. */
function lastCheckpoint(proofs: readonly { readonly checkpoint: number }[]): number {
  if (proofs.length === 0) return Number.POSITIVE_INFINITY;
  return proofs.reduce((last, { checkpoint }) => Math.max(last, checkpoint), 0);
}

function deviceKeysOf({ devices }: Manifest) {
  return Promise.all(
    devices.map(async ({ device, publicKey }) => ({
      device,
      fingerprint: await keyThumbprint(publicKey),
    })),
  );
}

/** By the statements themselves, whatever the manifest says of them. */
function provenSegments(
  { segments, files }: Manifest,
  journals: readonly CheckedJournal[],
  whole: ReadonlySet<string>,
): string[] {
  const signed = new Map<string, string>(
    journals.flatMap(({ device, stretch, context }) =>
      [...context, ...stretch].flatMap(({ statement }) =>
        statement.kind === 'segment'
          ? [[`${device.device} ${statement.index} ${statement.segment}`, statement.sha256]]
          : [],
      ),
    ),
  );
  const digests = new Map(files.map(({ path, sha256 }) => [path, sha256]));
  return segments
    .filter(({ path, device, journalIndex, segment }) => {
      const expected = signed.get(`${device} ${journalIndex} ${segment}`);
      return path !== null && whole.has(path) && digests.get(path) === expected;
    })
    .map(({ segment }) => segment);
}
