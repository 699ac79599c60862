import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { type FileHandle, open as openFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeFolder } from '../files/durable-folder.ts';
import { type BlobReader, type ByteRange, checkedRange } from './blob-store.ts';
import { openFileReader } from './file-reader.ts';

/** Layout: counter block 16 | AES-256-CTR ciphertext. Any byte can be reached without those before. */
const ALGORITHM = 'aes-256-ctr';
const BLOCK_BYTES = 16;
export const SEALED_FILE_KEY_BYTES = 32;

/**
 * A file that grows as ciphertext under a key of its own, so that its plain bytes never lie on a disk.
 * Not authenticated: whoever reads it later compares digests that were taken while it was written.
 */
export class SealedFile {
  readonly #file: FileHandle;
  readonly #cipher: ReturnType<typeof createCipheriv>;
  #bytes = 0;

  private constructor(file: FileHandle, cipher: ReturnType<typeof createCipheriv>) {
    this.#file = file;
    this.#cipher = cipher;
  }

  /** Makes the file, and its folder; one that is there already is an error. */
  static async create(path: string, key: Buffer): Promise<SealedFile> {
    await makeFolder(dirname(path));
    const file = await openFile(path, 'wx', 0o600);
    const counter = randomBytes(BLOCK_BYTES);
    await file.write(counter);
    return new SealedFile(file, createCipheriv(ALGORITHM, key, counter));
  }

  /** Plain bytes so far. */
  get bytes(): number {
    return this.#bytes;
  }

  /** One at a time. */
  async write(plain: Uint8Array): Promise<void> {
    this.#bytes += plain.length;
    const sealed = this.#cipher.update(plain);
    for (let at = 0; at < sealed.length; ) {
      at += (await this.#file.write(sealed, at)).bytesWritten;
    }
  }

  /** Returns when all is on the disk. */
  async finish(): Promise<void> {
    await this.#file.sync();
    await this.#file.close();
  }

  /** Instead of `finish`; may be called after it. */
  async abandon(): Promise<void> {
    await this.#file.close();
  }
}

/** The plain bytes of a sealed file, or a range of them. Throws `blob-missing`, `range-not-satisfiable`. */
export function readSealedFile(path: string, key: Buffer, range?: ByteRange): Promise<BlobReader> {
  return readSealed((sealed) => openFileReader(path, sealed), key, range);
}

/** The same wherever it lies: `open` reads it there. */
export async function readSealed(
  open: (range: ByteRange) => Promise<BlobReader>,
  key: Buffer,
  range?: ByteRange,
): Promise<BlobReader> {
  const head = await open({ start: 0, end: BLOCK_BYTES });
  const size = head.size - BLOCK_BYTES;
  const counter = await bytesOf(head);
  const wanted = checkedRange(size, range);
  if (size === 0) return { size, chunks: async function* () {}, close: async () => {} };
  const sealed = { start: wanted.start + BLOCK_BYTES, end: wanted.end + BLOCK_BYTES };
  const reader = await open(sealed);
  return {
    size,
    chunks: () => opened(reader, decipherAt(key, counter, wanted.start)),
    close: () => reader.close(),
  };
}

async function bytesOf(reader: BlobReader): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of reader.chunks()) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function* opened(
  reader: BlobReader,
  decipher: ReturnType<typeof createDecipheriv>,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of reader.chunks()) yield decipher.update(chunk);
}

/** Counter mode: the block's number is added to the counter, and its first bytes are thrown away. */
function decipherAt(key: Buffer, counter: Buffer, start: number) {
  const number = BigInt(`0x${counter.toString('hex')}`) + BigInt(Math.floor(start / BLOCK_BYTES));
  const at = BigInt.asUintN(8 * BLOCK_BYTES, number)
    .toString(16)
    .padStart(2 * BLOCK_BYTES, '0');
  const decipher = createDecipheriv(ALGORITHM, key, Buffer.from(at, 'hex'));
  decipher.update(Buffer.alloc(start % BLOCK_BYTES));
  return decipher;
}
