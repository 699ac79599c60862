import { type FileHandle, open } from 'node:fs/promises';
import { AppError } from '../errors.ts';
import { systemErrorCode } from '../files/system-error.ts';
import { type BlobReader, type ByteRange, checkedRange } from './blob-store.ts';
import type { PiecePool } from './piece-pool.ts';

const PIECE_BYTES = 256 * 1024;

/**
 * Opens a file as a blob. Throws `blob-missing` or `range-not-satisfiable`. Whoever reads it may give
 * its pieces back to `pieces`; the first of them is read while the file's size is asked for, and is half as
 * long as the others, so that the first byte leaves soon.
 */
export async function openFileReader(
  path: string,
  range?: ByteRange,
  pieces?: PiecePool,
): Promise<BlobReader> {
  const file = await openFile(path);
  try {
    const first = pieces && readFirst(file, range, pieces);
    const stat = await file.stat();
    if (!stat.isFile()) throw missing(path);
    const { size } = stat;
    return new FileReader(file, { size, range: checkedRange(size, range), pieces, first });
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Its failure is met by who asks for the first piece, if anybody does. */
function readFirst(
  file: FileHandle,
  range: ByteRange | undefined,
  pieces: PiecePool,
): Promise<Uint8Array> {
  const { start, end } = range ?? { start: 0, end: Infinity };
  const piece = pieces.take();
  const wanted = Math.min(PIECE_BYTES, end - start);
  const reading = file
    .read(piece, 0, wanted, start)
    .then(({ bytesRead }) => piece.subarray(0, bytesRead));
  reading.catch(() => undefined);
  return reading;
}

interface OpenedFile {
  readonly size: number;
  readonly range: ByteRange;
  readonly pieces: PiecePool | undefined;
  readonly first: Promise<Uint8Array> | undefined;
}

class FileReader implements BlobReader {
  readonly size: number;
  readonly #file: FileHandle;
  readonly #range: ByteRange;
  readonly #pieces: PiecePool | undefined;
  readonly #first: Promise<Uint8Array> | undefined;
  readonly recycle: BlobReader['recycle'];
  #closing: Promise<void> | undefined;

  constructor(file: FileHandle, { size, range, pieces, first }: OpenedFile) {
    this.#file = file;
    this.size = size;
    this.#range = range;
    this.#pieces = pieces;
    this.#first = first;
    this.recycle = pieces && ((piece) => pieces.giveBack(piece));
  }

  /** While a piece is used, the next is read. */
  async *chunks(): AsyncGenerator<Uint8Array> {
    try {
      let { start: at, end } = this.#range;
      let next = at < end ? this.#read(at) : null;
      while (next !== null) {
        const piece = await next;
        at += piece.length;
        next = at < end ? this.#read(at) : null;
        // Told when it is asked for, if ever.
        next?.catch(() => undefined);
        yield piece;
      }
    } finally {
      await this.close();
    }
  }

  /** Apart from the generator's `finally`, which never runs if nobody asks for the first piece. */
  close(): Promise<void> {
    this.#closing ??= this.#file.close();
    return this.#closing;
  }

  async #read(at: number): Promise<Uint8Array> {
    if (this.#closing !== undefined) throw new AppError('unavailable', 'the reader was closed');
    const { start, end } = this.#range;
    const first = at === start ? this.#first : undefined;
    const piece = await (first ?? this.#readNext(at));
    if (piece.length === 0) throw new AppError('blob-missing', `the file ended at byte ${at}`);
    return piece.length > end - at ? piece.subarray(0, end - at) : piece;
  }

  async #readNext(at: number): Promise<Uint8Array> {
    const left = this.#range.end - at;
    const buffer = this.#pieces?.take() ?? Buffer.allocUnsafeSlow(Math.min(PIECE_BYTES, left));
    const wanted = Math.min(buffer.length, left);
    const { bytesRead } = await this.#file.read(buffer, 0, wanted, at);
    return bytesRead === buffer.length ? buffer : buffer.subarray(0, bytesRead);
  }
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (cause) {
    const code = systemErrorCode(cause);
    throw code === 'ENOENT' || code === 'ENOTDIR' ? missing(path, cause) : cause;
  }
}

function missing(path: string, cause?: unknown): AppError {
  return new AppError('blob-missing', `no blob at ${path}`, { cause });
}
