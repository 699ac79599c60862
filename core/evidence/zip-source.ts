import { Reader } from '@zip.js/zip.js';

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
