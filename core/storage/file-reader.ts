import { type FileHandle, open } from 'node:fs/promises';
import { AppError } from '../errors.ts';
import type { BlobReader, ByteRange } from './blob-store.ts';
import { checkedRange } from './checked-range.ts';
import type { PiecePool } from './piece-pool.ts';
import { systemErrorCode } from './system-error.ts';

const PIECE_BYTES = 256 * 1024;
/** The first read is small, so that the first byte leaves soon; the second ends at a whole piece. */
const FIRST_BYTES = 64 * 1024;

/**
 * Opens a file as a blob. Throws `blob-missing` or `range-not-satisfiable`. Whoever reads it may give
 * its pieces back to `pieces`.
 */
export async function openFileReader(
  path: string,
  range?: ByteRange,
  pieces?: PiecePool,
): Promise<BlobReader> {
  const file = await openFile(path);
  try {
    const stat = await file.stat();
    if (!stat.isFile()) throw missing(path);
    return new FileReader(file, { size: stat.size, range: checkedRange(stat.size, range), pieces });
  } catch (error) {
    await file.close();
    throw error;
  }
}

interface OpenedFile {
  readonly size: number;
  readonly range: ByteRange;
  readonly pieces: PiecePool | undefined;
}

class FileReader implements BlobReader {
  readonly size: number;
  readonly #file: FileHandle;
  readonly #range: ByteRange;
  readonly #pieces: PiecePool | undefined;
  readonly recycle: BlobReader['recycle'];
  #closing: Promise<void> | undefined;

  constructor(file: FileHandle, { size, range, pieces }: OpenedFile) {
    this.#file = file;
    this.size = size;
    this.#range = range;
    this.#pieces = pieces;
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

  #stepAt(at: number): number {
    const done = at - this.#range.start;
    if (this.#pieces === undefined || done >= PIECE_BYTES) return Infinity;
    return done === 0 ? FIRST_BYTES : PIECE_BYTES - done;
  }

  async #read(at: number): Promise<Uint8Array> {
    if (this.#closing !== undefined) throw new AppError('unavailable', 'the reader was closed');
    const left = this.#range.end - at;
    const buffer = this.#pieces?.take() ?? Buffer.allocUnsafeSlow(Math.min(PIECE_BYTES, left));
    const wanted = Math.min(buffer.length, left, this.#stepAt(at));
    const { bytesRead } = await this.#file.read(buffer, 0, wanted, at);
    if (bytesRead === 0) throw new AppError('blob-missing', `the file ended early, at byte ${at}`);
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
