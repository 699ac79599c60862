import { createHash } from 'node:crypto';
import { ABOUT_PACKAGE, aboutFile, type Finding, finding } from './finding.ts';
import type { Manifest, PackageFile } from './manifest.ts';
import { MANIFEST, MANIFEST_SEAL, SHA256_SUMS, SM3_SUMS, sumsOf } from './package-documents.ts';
import type { PackageEntry, PackageReader } from './package-reader.ts';
import { AmbiguousZip } from './zip-records.ts';

/** The most that all documents may take together in memory: the journal of a day is some MB. */
const MOST_KEPT_BYTES = 256 * 1024 * 1024;
const KEPT = /\.(jsonl?|m3u8|pem)$|^SHA256SUMS$/;

export interface ReadFiles {
  /** Paths whose bytes are just those of the manifest. */
  readonly whole: ReadonlySet<string>;
  /** The documents among them, whether whole or not. */
  readonly documents: ReadonlyMap<string, Uint8Array>;
  readonly findings: readonly Finding[];
}

export interface FileWatch {
  /** Called with each piece as it is read. */
  readonly onBytes: (bytes: number) => void;
  readonly signal: AbortSignal;
}

/** Reads every file that the manifest lists, once, and compares it with its digest. */
export async function checkFiles(
  reader: PackageReader,
  files: readonly PackageFile[],
  watch: FileWatch,
): Promise<ReadFiles> {
  const sizes = new Map(reader.entries.map(({ path, bytes }) => [path, bytes]));
  const whole = new Set<string>();
  const documents = new Map<string, Uint8Array>();
  const findings: Finding[] = [];
  let room = MOST_KEPT_BYTES;
  for (const file of files) {
    watch.signal.throwIfAborted();
    const bytes = sizes.get(file.path);
    if (bytes === undefined) continue; // named by checkEntries
    const isKept = KEPT.test(file.path) && bytes <= room;
    if (isKept) room -= bytes;
    const read = await digestOf(reader, { path: file.path, bytes, isKept }, watch);
    const about = aboutFile(file.path);
    if (read === 'unreadable') findings.push(finding('file-unreadable', about));
    else if (read === 'checksum')
      findings.push(finding('archive-ambiguous', about, { problem: read }));
    else if (read.sha256 === file.sha256) whole.add(file.path);
    else if (bytes !== file.bytes) {
      findings.push(finding('file-size', about, { bytes, expected: file.bytes }));
    } else {
      const digests = { expected: file.sha256, found: read.sha256 };
      findings.push(finding('file-changed', about, digests));
    }
    if (typeof read !== 'string' && read.content) documents.set(file.path, read.content);
  }
  if (whole.size === files.length) {
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    findings.push(finding('files-whole', ABOUT_PACKAGE, { files: files.length, bytes }));
  }
  return { whole, documents, findings };
}

async function digestOf(
  reader: PackageReader,
  file: { readonly path: string; readonly bytes: number; readonly isKept: boolean },
  watch: FileWatch,
) {
  const { path, bytes, isKept } = file;
  const sha256 = createHash('sha256');
  const content = isKept ? new Uint8Array(bytes) : null;
  let at = 0;
  try {
    for await (const piece of reader.stream(path)) {
      watch.signal.throwIfAborted();
      sha256.update(piece);
      content?.set(piece, at);
      at += piece.length;
      watch.onBytes(piece.length);
    }
  } catch (error) {
    watch.signal.throwIfAborted();
    return error instanceof AmbiguousZip && error.problem === 'checksum'
      ? 'checksum'
      : 'unreadable';
  }
  return { sha256: sha256.digest('hex'), content };
}

/** What is worth deflating is text of a few MB; a larger one is there to fill a disk. */
const MOST_DEFLATED_BYTES = 512 * 1024 * 1024;

/** Whether the zip holds the files of the manifest, each once, and nothing else. */
export function checkEntries(entries: readonly PackageEntry[], manifest: Manifest): Finding[] {
  const listed = new Set(manifest.files.map(({ path }) => path));
  const renamed = new Set<string>();
  const present = new Set(entries.map(({ path }) => path));
  const seen = new Set<string>();
  const findings: Finding[] = [];
  for (const { path, bytes, isDeflated } of entries) {
    const about = aboutFile(path);
    // Windows and macOS take both for one file.
    const name = path.toLowerCase();
    if (seen.has(name)) findings.push(finding('entry-duplicate', about));
    seen.add(name);
    const sealed = plainPath(path);
    if (sealed !== path && listed.has(sealed) && !present.has(sealed)) {
      findings.push(finding('entry-renamed', about, { expected: sealed }));
      renamed.add(sealed);
    } else if (leavesFolder(path)) findings.push(finding('entry-unsafe', about));
    else if (isDeflated && bytes > MOST_DEFLATED_BYTES) {
      findings.push(finding('entry-too-large', about, { bytes }));
    } else if (!listed.has(path) && path !== MANIFEST && path !== MANIFEST_SEAL) {
      findings.push(finding('entry-unlisted', about));
    }
  }
  for (const path of listed.keys()) {
    if (!present.has(path) && !renamed.has(path))
      findings.push(finding('file-missing', aboutFile(path)));
  }
  return findings;
}

/** Whether whoever goes by SHA256SUMS is told what was sealed; older packages have none. */
export function checkSums(
  { files }: Manifest,
  documents: ReadonlyMap<string, Uint8Array>,
): Finding[] {
  const bytes = documents.get(SHA256_SUMS);
  const others = files.filter(({ path }) => path !== SHA256_SUMS && path !== SM3_SUMS);
  if (bytes === undefined || new TextDecoder().decode(bytes) === sumsOf(others)) return [];
  return [finding('sums-differ', aboutFile(SHA256_SUMS))];
}

/** As a package writes it; some programs that pack a folder write paths in their system's way. */
function plainPath(path: string): string {
  return path.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
}

/** On any system: to the root, to a drive, or upwards. */
function leavesFolder(path: string): boolean {
  return /^\/|[\\:]/.test(path) || path.split('/').includes('..');
}
