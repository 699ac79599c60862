import type { ZipAmbiguity } from './zip-records.ts';

/** An entry of the zip, as its directory has it. Paths are not checked yet. */
export interface PackageEntry {
  readonly path: string;
  /** Unpacked, as the directory claims. */
  readonly bytes: number;
  readonly isDeflated: boolean;
}

/** A package to read, wherever it lies: the checks know nothing of zips, files or browsers. */
export interface PackageReader {
  /** Why programs may read different files out of this archive; nothing is read out of one. */
  readonly ambiguity: ZipAmbiguity | null;
  /** In the order of the directory; a hostile one may name a path twice. */
  readonly entries: readonly PackageEntry[];
  /**
   * The content of the first entry of that path, unpacked and decrypted. Throws when there is none,
   * or when it can't be read; never gives more bytes than the entry claims.
   */
  stream(path: string): AsyncIterable<Uint8Array>;
}

/** A document of the package, whole. `unreadable` is also one that is larger than any honest one. */
export async function readWhole(
  reader: PackageReader,
  path: string,
  mostBytes: number,
): Promise<Uint8Array | 'missing' | 'unreadable'> {
  const entry = reader.entries.find((one) => one.path === path);
  if (entry === undefined) return 'missing';
  if (entry.bytes > mostBytes) return 'unreadable';
  const whole = new Uint8Array(entry.bytes);
  let at = 0;
  try {
    for await (const piece of reader.stream(path)) {
      whole.set(piece, at);
      at += piece.length;
    }
  } catch {
    return 'unreadable';
  }
  return at === whole.length ? whole : 'unreadable';
}
