import {
  configure,
  type Entry,
  ERR_ENCRYPTED,
  ERR_INVALID_CRC32,
  ERR_INVALID_PASSWORD,
  type FileEntry,
  ZipReader,
} from '@zip.js/zip.js';
import { z } from 'zod';
import { PackagePath } from './manifest.ts';
import { MANIFEST } from './package-documents.ts';
import type { PackageEntry, PackageReader } from './package-reader.ts';
import { readZipStrictly } from './read-zip-strictly.ts';
import { REPORT_SEAL } from './search-report/search-report.ts';
import { type ZipSource, ZipSourceReader } from './zip-entries.ts';
import { AmbiguousZip, type DirectoryHeader, type ZipAmbiguity } from './zip-records.ts';

/** No workers: they would be scripts from elsewhere, which the page's own policy forbids. */
configure({ useWebWorkers: false, chunkSize: 1024 * 1024 });

/** A day of ten displays in segments of 4 s, with room. */
const MOST_ENTRIES = 200_000;

export type OpenedPackage =
  | { readonly ok: true; readonly reader: PackageReader; readonly isEncrypted: boolean }
  | { readonly ok: false; readonly problem: OpenProblem };
export type OpenProblem = 'not-a-package' | 'password-needed' | 'password-wrong';

/**
 * Opens the zip in `source` (a File of a browser; in Node `fs.openAsBlob`; or whatever reads by
 * ranges), which is never read whole. The password is tried on the smallest encrypted entry.
 */
export async function openPackage(
  source: Blob | ZipSource,
  password: string | null,
): Promise<OpenedPackage> {
  const bytes = source instanceof Blob ? sourceOf(source) : source;
  const strict = await readZipStrictly(bytes);
  if (strict.kind === 'no-zip') return { ok: false, problem: 'not-a-package' };
  if (strict.kind === 'ambiguous') return ambiguous(strict.problem);
  const entries = await readDirectory(bytes);
  if (entries === null || !areSame(entries, strict.entries)) return ambiguous('directory');
  const smallest = smallestEncrypted(entries);
  if (smallest !== undefined) {
    if (password === null) return { ok: false, problem: 'password-needed' };
    if (!(await opensWith(smallest, password))) return { ok: false, problem: 'password-wrong' };
  }
  return {
    ok: true,
    isEncrypted: smallest !== undefined,
    reader: readerOf(entries, password),
  };
}

/** Opens, so that it is judged: as broken, with what is ambiguous, and nothing of it read. */
function ambiguous(problem: ZipAmbiguity): OpenedPackage {
  const stream = () => {
    throw new AmbiguousZip(problem);
  };
  return { ok: true, isEncrypted: false, reader: { entries: [], ambiguity: problem, stream } };
}

function sourceOf(blob: Blob): ZipSource {
  return {
    size: blob.size,
    read: async (start, end) => new Uint8Array(await blob.slice(start, end).arrayBuffer()),
  };
}

/** Whether what unpacks the files has understood the directory as it was checked. */
function areSame(entries: readonly Entry[], strict: readonly DirectoryHeader[]): boolean {
  return (
    entries.length === strict.length &&
    entries.every(
      ({ filename, offset, compressedSize, uncompressedSize }, at) =>
        filename === strict[at]?.name &&
        offset === strict[at]?.offset &&
        compressedSize === strict[at]?.packed &&
        uncompressedSize === strict[at]?.bytes,
    )
  );
}

async function readDirectory(source: ZipSource): Promise<Entry[] | null> {
  const reader = new ZipSourceReader(source);
  const entries: Entry[] = [];
  try {
    // A name that leaves the folder is a finding of its own, and no reason to read nothing.
    const zip = new ZipReader(reader, { filenameValidation: 'tolerant' });
    for await (const entry of zip.getEntriesGenerator()) {
      entries.push(entry);
      if (entries.length > MOST_ENTRIES) return null;
    }
  } catch {
    return null;
  }
  return entries;
}

function isFile(entry: Entry): entry is FileEntry {
  return !entry.directory;
}

function smallestEncrypted(entries: readonly Entry[]): FileEntry | undefined {
  return entries
    .filter(isFile)
    .filter(({ encrypted }) => encrypted)
    .reduce<FileEntry | undefined>(
      (least, entry) =>
        least === undefined || entry.compressedSize < least.compressedSize ? entry : least,
      undefined,
    );
}

async function opensWith(entry: FileEntry, password: string): Promise<boolean> {
  try {
    await entry.getData(new WritableStream(), { password, checkPasswordOnly: true });
    return true;
  } catch (error) {
    const text = error instanceof Error ? error.message : '';
    // Whatever else is wrong with the entry is a finding about that file, and not the password.
    return text !== ERR_INVALID_PASSWORD && text !== ERR_ENCRYPTED;
  }
}

function readerOf(entries: readonly Entry[], password: string | null): PackageReader {
  const root = rootOf(entries.map(({ filename }) => filename));
  const files = new Map<string, FileEntry>();
  const listed: PackageEntry[] = [];
  for (const entry of entries) {
    const path = entry.filename.slice(root.length);
    // A plain folder is the path of what lies in it, and holds nothing.
    if (!isFile(entry) && PackagePath.or(z.literal('')).safeParse(path.slice(0, -1)).success)
      continue;
    listed.push(toPackageEntry(path, entry));
    if (isFile(entry) && !files.has(path)) files.set(path, entry);
  }
  return {
    entries: listed,
    ambiguity: null,
    stream: (path) => streamOf(path, files.get(path), password),
  };
}

/** "folder/" where somebody has packed the folder that he had unpacked; else nothing. */
function rootOf(names: readonly string[]): string {
  const [root = ''] = /^(?!\.\.?\/)[^/\\\p{Cc}]+\//u.exec(names[0] ?? '') ?? [];
  const isRoot =
    [MANIFEST, REPORT_SEAL].some((name) => names.includes(root + name)) &&
    names.every((name) => name.startsWith(root));
  return isRoot ? root : '';
}

function toPackageEntry(
  path: string,
  { uncompressedSize, compressionMethod }: Entry,
): PackageEntry {
  return { path, bytes: uncompressedSize, isDeflated: compressionMethod !== 0 };
}

async function* streamOf(
  path: string,
  entry: FileEntry | undefined,
  password: string | null,
): AsyncGenerator<Uint8Array> {
  if (entry === undefined) throw new Error(`the zip has no ${path}`);
  let passing: TransformStreamDefaultController<Uint8Array> | undefined;
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>({
    start: (controller) => {
      passing = controller;
    },
  });
  const stopping = new AbortController();
  const options = {
    signal: stopping.signal,
    checkCrc32: true,
    ...(password !== null && { password }),
  };
  const written = entry.getData(writable, options);
  // An entry that fails before its first byte leaves `readable` open by itself.
  written.catch((error: unknown) => passing?.error(error));
  const reader = readable.getReader();
  let left = entry.uncompressedSize;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      left -= value.length;
      if (left < 0) throw new Error(`${path} holds more than it claims`);
      yield value;
    }
    await written;
  } catch (error) {
    throw error instanceof Error && error.message === ERR_INVALID_CRC32
      ? new AmbiguousZip('checksum')
      : error;
  } finally {
    stopping.abort();
    await reader.cancel().catch(() => undefined);
  }
}
