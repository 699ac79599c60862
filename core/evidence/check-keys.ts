import { base64url } from 'jose';
import { type CheckedJournal, statementsOf } from './checked-statement.ts';
import { ABOUT_PACKAGE, aboutFile, type Finding, finding } from './finding.ts';
import type { Manifest, PackageSegment } from './manifest.ts';
import type { PackageKeys } from './package-documents.ts';
import type { PackageReader } from './package-reader.ts';
import { plainPieces } from './plain-pieces.ts';
import { TransportStreamCheck } from './transport-stream-check.ts';

type Key = PackageKeys['keys'][number];

/** Whether the keys are just those of the segments that are there, and each opens its own. */
export async function checkKeys(of: {
  readonly reader: PackageReader;
  readonly manifest: Manifest;
  readonly keys: readonly Key[];
  readonly journals: readonly CheckedJournal[];
  /** Files that are what the manifest says: others are named already. */
  readonly whole: ReadonlySet<string>;
  readonly signal: AbortSignal;
}): Promise<Finding[]> {
  const { manifest, keys } = of;
  const byId = new Map(keys.map((key) => [key.keyId, key]));
  const present = manifest.segments.filter(({ path }) => path !== null);
  const needed = new Set(present.map(({ keyId }) => keyId));
  const torn = new Set(
    of.journals
      .flatMap((journal) => statementsOf(journal, 'segment'))
      .filter(({ recovered }) => recovered)
      .map(({ segment }) => segment),
  );
  const findings = keys
    .filter(({ keyId }, at) => !needed.has(keyId) || byId.get(keyId) !== keys[at])
    .map(({ keyId }) => finding('key-unneeded', aboutFile(manifest.keys), { key: keyId }));
  for (const segment of present) {
    of.signal.throwIfAborted();
    const problem = problemOf(segment, byId.get(segment.keyId));
    if (problem !== null) findings.push(problem);
    else if (segment.path !== null && of.whole.has(segment.path)) {
      const isPlayable = await opens(of.reader, {
        path: segment.path,
        segment,
        key: byId.get(segment.keyId)?.key ?? '',
        isTorn: torn.has(segment.segment),
      });
      if (!isPlayable) findings.push(finding('segment-unplayable', aboutFile(segment.path)));
    }
  }
  const isWhole = present.every(({ path }) => path !== null && of.whole.has(path));
  if (findings.length === 0 && isWhole && present.length > 0) {
    const params = { count: present.length, keys: keys.length };
    findings.push(finding('segments-open', ABOUT_PACKAGE, params));
  }
  return findings;
}

function problemOf(segment: PackageSegment, key: Key | undefined): Finding | null {
  const about = aboutFile(segment.path ?? '');
  if (key === undefined) return finding('key-missing', about, { key: segment.keyId });
  const { from, to } = key.window;
  const fits = key.device === segment.device && from <= segment.start && segment.start < to;
  return fits ? null : finding('key-misplaced', about, { key: segment.keyId });
}

async function opens(
  reader: PackageReader,
  of: {
    readonly path: string;
    readonly segment: PackageSegment;
    readonly key: string;
    readonly isTorn: boolean;
  },
): Promise<boolean> {
  const check = new TransportStreamCheck();
  const key = { key: bytesOf(base64url.decode(of.key)), iv: bytesOfHex(of.segment.iv) };
  try {
    for await (const piece of plainPieces(reader.stream(of.path), key)) check.push(piece);
  } catch {
    return false;
  }
  return check.isWhole({ isTorn: of.isTorn });
}

function bytesOf(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}

function bytesOfHex(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}
