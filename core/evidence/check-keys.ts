import { base64url } from 'jose';
import { type CheckedJournal, statementsOf } from './checked-statement.ts';
import { ABOUT_PACKAGE, aboutFile, type Finding, finding } from './finding.ts';
import type { Manifest, PackageSegment } from './manifest.ts';
import { keyOfSegment, type PackageKeys } from './package-documents.ts';
import type { PackageReader } from './package-reader.ts';
import { plainPieces } from './plain-pieces.ts';

type WindowKey = PackageKeys['keys'][number];

/** Whether the keys are just those of the segments that are there, and each opens its own. */
export async function checkKeys(of: {
  readonly reader: PackageReader;
  readonly manifest: Manifest;
  readonly keys: PackageKeys;
  readonly journals: readonly CheckedJournal[];
  /** Files that are what the manifest says: others are named already. */
  readonly whole: ReadonlySet<string>;
  readonly signal: AbortSignal;
}): Promise<Finding[]> {
  const { manifest, keys } = of;
  const keyOf = keyOfSegment(keys);
  const windows = new Map(keys.keys.map((key) => [key.keyId, key]));
  const present = manifest.segments.filter(({ path }) => path !== null);
  const torn = new Set(
    of.journals
      .flatMap((journal) => statementsOf(journal, 'segment'))
      .filter(({ recovered }) => recovered)
      .map(({ segment }) => segment),
  );
  const findings = unneededKeys(manifest, keys, present);
  for (const segment of present) {
    of.signal.throwIfAborted();
    const key = keyOf(segment);
    const problem = problemOf(segment, key, windows.get(segment.keyId));
    if (problem !== null) findings.push(problem);
    else if (segment.path !== null && key !== undefined && of.whole.has(segment.path)) {
      const about = { path: segment.path, segment, key, isTorn: torn.has(segment.segment) };
      const isPlayable = await opens(of.reader, about);
      if (!isPlayable) findings.push(finding('segment-unplayable', aboutFile(segment.path)));
    }
  }
  const isWhole = present.every(({ path }) => path !== null && of.whole.has(path));
  if (findings.length === 0 && isWhole && present.length > 0) {
    const params = { count: present.length, keys: keys.keys.length + keys.segments.length };
    findings.push(finding('segments-open', ABOUT_PACKAGE, params));
  }
  return [...findings, ...disclosures(manifest, keys)];
}

/** Also those that are there twice. */
function unneededKeys(
  { keys: path }: Manifest,
  { keys, segments }: PackageKeys,
  present: readonly PackageSegment[],
): Finding[] {
  const isOld = ({ keyDerivation }: PackageSegment): boolean => keyDerivation === undefined;
  const windows = new Set<string>(present.filter(isOld).map(({ keyId }) => keyId));
  const own = new Set<string>(present.filter((one) => !isOld(one)).map(({ segment }) => segment));
  const unneeded = [
    ...keys.filter(({ keyId }) => !windows.delete(keyId)).map(({ keyId }) => keyId),
    ...segments.filter(({ segment }) => !own.delete(segment)).map(({ segment }) => segment),
  ];
  return unneeded.map((key) => finding('key-unneeded', aboutFile(path), { key }));
}

/** What the keys open that is not in the package, which the manifest has to name. */
function disclosures(manifest: Manifest, { keys }: PackageKeys): Finding[] {
  const findings: Finding[] = [];
  const about = aboutFile(manifest.keys);
  const declared = new Set(manifest.windowKeys.map(({ keyId }) => keyId));
  for (const { keyId, device, window } of keys) {
    if (manifest.v > 1 && !declared.has(keyId)) {
      findings.push(finding('key-undeclared', about, { key: keyId }));
    }
    const host = manifest.devices.find((one) => one.device === device)?.hostname ?? device;
    findings.push(finding('key-opens-window', about, { host, ...window }));
  }
  const opened = new Set<string>(keys.map(({ keyId }) => keyId));
  const withheld = manifest.segments.filter(
    ({ absent, keyId }) => absent === 'withheld' && opened.has(keyId),
  );
  if (withheld.length > 0) {
    findings.push(finding('key-opens-withheld', about, { count: withheld.length }));
  }
  return findings;
}

function problemOf(
  segment: PackageSegment,
  key: string | undefined,
  window: WindowKey | undefined,
): Finding | null {
  const about = aboutFile(segment.path ?? '');
  if (key === undefined) return finding('key-missing', about, { key: segment.keyId });
  if (segment.keyDerivation !== undefined || window === undefined) return null;
  const { from, to } = window.window;
  const fits = window.device === segment.device && from <= segment.start && segment.start < to;
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

const PACKET_BYTES = 188;
const SYNC_BYTE = 0x47;
const BLOCK_BYTES = 16;

/** Whether a plain segment with its padding is an MPEG transport stream (ISO/IEC 13818-1). */
class TransportStreamCheck {
  #bytes = 0;
  #isInSync = true;
  #lastBlock: Uint8Array = new Uint8Array();

  /** In pieces of whole cipher blocks. */
  push(piece: Uint8Array): void {
    const first = (PACKET_BYTES - (this.#bytes % PACKET_BYTES)) % PACKET_BYTES;
    for (let at = first; at < piece.length; at += PACKET_BYTES) {
      // The last packet sign may be one of the padding's bytes: it is judged at the end.
      if (piece[at] !== SYNC_BYTE && piece.length - at > BLOCK_BYTES) this.#isInSync = false;
    }
    this.#bytes += piece.length;
    this.#lastBlock = piece.slice(-BLOCK_BYTES);
  }

  /** `isTorn`: cut by a power loss, so that its end, and only that, may be anything. */
  isWhole({ isTorn }: { readonly isTorn: boolean }): boolean {
    const padding = this.#lastBlock.at(-1) ?? 0;
    const isPadded =
      padding >= 1 &&
      padding <= BLOCK_BYTES &&
      this.#lastBlock.subarray(-padding).every((byte) => byte === padding);
    const isWholePackets = (this.#bytes - padding) % PACKET_BYTES === 0;
    return this.#isInSync && this.#bytes > PACKET_BYTES && (isTorn || (isPadded && isWholePackets));
  }
}
