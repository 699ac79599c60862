import {
  BlobReader,
  configure,
  type Entry,
  ERR_ENCRYPTED,
  ERR_INVALID_PASSWORD,
  type FileEntry,
  ZipReader,
} from '@zip.js/zip.js';
import type { PackageEntry, PackageReader } from './package-reader.ts';
import { type ZipSource, ZipSourceReader } from './zip-entries.ts';

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
  const entries = await readDirectory(source);
  if (entries === null) return { ok: false, problem: 'not-a-package' };
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

async function readDirectory(source: Blob | ZipSource): Promise<Entry[] | null> {
  const reader = source instanceof Blob ? new BlobReader(source) : new ZipSourceReader(source);
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
  const files = new Map<string, FileEntry>();
  for (const entry of entries) {
    if (isFile(entry) && !files.has(entry.filename)) files.set(entry.filename, entry);
  }
  return {
    entries: entries.map(toPackageEntry),
    stream: (path) => streamOf(path, files.get(path), password),
  };
}

function toPackageEntry({ filename, uncompressedSize, compressionMethod }: Entry): PackageEntry {
  return { path: filename, bytes: uncompressedSize, isDeflated: compressionMethod !== 0 };
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
  const options = { signal: stopping.signal, ...(password !== null && { password }) };
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
  } finally {
    stopping.abort();
    await reader.cancel().catch(() => undefined);
  }
}
