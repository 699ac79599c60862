import { join } from 'node:path';
import { AppError } from '../errors.ts';

/** No empty part, none that begins with a dot: neither "..", nor a store's own hidden folders. */
const KEY = /^[A-Za-z0-9_-][\w.-]*(?:\/[A-Za-z0-9_-][\w.-]*)*$/;
const MAX_KEY_CHARACTERS = 512;

/** Half-open, in bytes. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export interface BlobStat {
  readonly size: number;
  /** As the store itself knows it, unsigned decimal; null when it keeps none. */
  readonly crc64: string | null;
}

/** What a blob must turn out to be. */
export interface ExpectedBlob {
  readonly size: number;
  /** Unsigned decimal. */
  readonly crc64: string;
  /** Lower-case hex. Spares a remote store's client all hashing: the store checks it by itself. */
  readonly md5?: string;
}

export interface PutRequest extends ExpectedBlob {
  /** Nobody has put this key before: spares a remote store the look at what is there. */
  readonly isNew?: boolean;
  /** Stops the put, which then throws the signal's reason. */
  readonly signal?: AbortSignal;
  /** Told of pieces of the source that the store needs no more. A store may as well keep silent. */
  readonly recycle?: (piece: Uint8Array) => void;
}

export interface BlobEntry {
  readonly key: string;
  readonly size: number;
  /** Left out by stores whose lists don't tell it. */
  readonly crc64?: string;
}

/** An open blob. Whoever opened it closes it; reading to the end closes it too. */
export interface BlobReader {
  /** The size of the whole blob, whatever range is read. */
  readonly size: number;
  /**
   * The checksum of the whole, as the store has said before: `chunks` throws at its end if it is
   * another. It spares who asked for the whole a sum of their own.
   */
  readonly crc64?: string | null;
  /** The same bytes without that sum, for who proves them otherwise. */
  readonly unsummed?: () => AsyncIterable<Uint8Array>;
  /** Gives its end only once the check that came with the request has passed. */
  readonly isProved?: boolean;
  /** The bytes asked for, in pieces of 256 KiB, or as large as its pool's. Once; a reader closed meanwhile throws. */
  chunks(): AsyncIterable<Uint8Array>;
  /** Takes back a piece that its reader needs no more; left alone, it is garbage. */
  readonly recycle?: ((piece: Uint8Array) => void) | undefined;
  /** May be called twice, and before `chunks` was started. */
  close(): Promise<void>;
}

/** Where ciphertext lies. Keys are relative paths of plain characters ("DEVICE/2026/03/29/ID.ts"). */
export interface BlobStore {
  /**
   * Stores all or nothing, durably; replaces what was there, and need not read the source if that is
   * the very blob. Throws `digest-mismatch` when the bytes, or what is stored in the end because
   * another put came between, are not those expected; `storage-full`; or what the source throws.
   */
  put(key: string, source: AsyncIterable<Uint8Array>, request: PutRequest): Promise<void>;
  head(key: string): Promise<BlobStat | null>;
  /** Throws `blob-missing` or `range-not-satisfiable`. */
  read(key: string, range?: ByteRange): Promise<BlobReader>;
  /** Where a blob lies as a file, for who reads a little of very many; left out by stores without files. */
  pathOf?(key: string): string;
  /** Succeeds if the key is absent. */
  delete(key: string): Promise<void>;
  /** In the order of the keys' characters. */
  list(prefix: string): AsyncIterable<BlobEntry>;
}

/** The range, or the whole. Throws `range-not-satisfiable` unless it lies within `size` bytes. */
export function checkedRange(size: number, range: ByteRange | undefined): ByteRange {
  if (range === undefined) return { start: 0, end: size };
  if (!(range.start >= 0 && range.start < range.end && range.end <= size)) {
    throw new AppError('range-not-satisfiable', `no range of ${size} bytes`, {
      details: { size, start: range.start, end: range.end },
    });
  }
  return range;
}

/** Throws `range-not-satisfiable` for what HTTP can't even ask, before the size is known. */
export function httpRange(range: ByteRange): string {
  checkedRange(Number.MAX_SAFE_INTEGER, range);
  return `bytes=${range.start}-${range.end - 1}`;
}

/** Throws `invalid-input` for a key that not every store could take, or that could leave a folder. */
export function assertBlobKey(key: string): void {
  if (key.length > MAX_KEY_CHARACTERS || !KEY.test(key)) {
    throw new AppError('invalid-input', `no blob key: ${JSON.stringify(key.slice(0, 80))}`);
  }
}

/** The one place where a key becomes a path. Throws `invalid-input` for a key that could leave `root`. */
export function blobPath(root: string, key: string): string {
  assertBlobKey(key);
  return join(root, ...key.split('/'));
}
