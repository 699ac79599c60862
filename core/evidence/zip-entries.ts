import { configure, Reader, TextWriter, ZipReader } from '@zip.js/zip.js';
import { AppError } from '../errors.ts';

configure({ useWebWorkers: false });

/** A file that lies in the zip byte for byte: not compressed, not encrypted. */
export interface StoredEntry {
  readonly path: string;
  /** The offset of its first byte in the zip. */
  readonly start: number;
  readonly bytes: number;
}

export interface ZipEntries {
  readonly stored: readonly StoredEntry[];
  /** The text of a file, inflated where it was deflated. Throws `not-found`. */
  text(path: string): Promise<string>;
}

/** "PK\3\4": a local header is 30 bytes, with the lengths of name and extra field at 26 and 28. */
const LOCAL_HEADER_BYTES = 30;

/** What a zip without password holds; only its directory is read. */
export async function readZipEntries(source: ZipSource): Promise<ZipEntries> {
  const zip = new ZipReader(new ZipSourceReader(source));
  const entries = (await zip.getEntries()).filter((entry) => !entry.directory);
  const plain = entries.filter(
    ({ compressionMethod, encrypted }) => compressionMethod === 0 && !encrypted,
  );
  const stored = await Promise.all(
    plain.map(async ({ filename, offset, uncompressedSize }) => ({
      path: filename,
      start: offset + (await headerBytes(source, offset)),
      bytes: uncompressedSize,
    })),
  );
  return {
    stored,
    async text(path) {
      const entry = entries.find(({ filename }) => filename === path);
      if (!entry) throw new AppError('not-found', `The zip holds no ${path}.`);
      return entry.getData(new TextWriter());
    },
  };
}

async function headerBytes(source: ZipSource, offset: number): Promise<number> {
  const header = await source.read(offset, offset + LOCAL_HEADER_BYTES);
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  return LOCAL_HEADER_BYTES + view.getUint16(26, true) + view.getUint16(28, true);
}

/** Reads bytes of a zip from wherever it lies. */
export interface ZipSource {
  readonly size: number;
  read(start: number, end: number): Promise<Uint8Array>;
}

/** Such a source as zip.js reads it. */
export class ZipSourceReader extends Reader<ZipSource> {
  readonly #source: ZipSource;

  constructor(source: ZipSource) {
    super(source);
    this.#source = source;
    this.size = source.size;
  }

  override readUint8Array(index: number, length: number): Promise<Uint8Array> {
    return this.#source.read(index, Math.min(index + length, this.#source.size));
  }
}
