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

/** An open blob. Whoever opened it closes it; reading to the end closes it too. */
export interface BlobReader {
  /** Of the whole blob, whatever range is read. */
  readonly size: number;
  /** The bytes asked for, in pieces of 256 KiB. Once; a reader closed meanwhile throws. */
  chunks(): AsyncIterable<Uint8Array>;
  /** May be called twice, and before `chunks` was started. */
  close(): Promise<void>;
}

/** Where ciphertext lies. Keys are relative paths of plain characters ("DEVICE/2026/03/29/ID.ts"). */
export interface BlobStore {
  /**
   * Stores all or nothing, durably; replaces what was there. Throws `digest-mismatch` when the bytes
   * are not those expected, `storage-full`, or what the source throws.
   */
  put(
    key: string,
    source: AsyncIterable<Uint8Array>,
    expected: { readonly size: number; readonly crc64: string },
  ): Promise<void>;
  head(key: string): Promise<BlobStat | null>;
  /** Throws `blob-missing` or `range-not-satisfiable`. */
  read(key: string, range?: ByteRange): Promise<BlobReader>;
  /** Of a missing one too. */
  delete(key: string): Promise<void>;
  /** In the order of the keys' characters. */
  list(prefix: string): AsyncIterable<{ readonly key: string; readonly size: number }>;
}
