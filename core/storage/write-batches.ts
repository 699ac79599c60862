import type { FileHandle } from 'node:fs/promises';
import { AppError } from '../errors.ts';
import { isDiskFullError } from '../files/system-error.ts';

const BATCH_BYTES = 512 * 1024;

/**
 * Writes a stream to the end of an open file: batches of 512 KiB, one write in flight, while the next
 * batch is read and looked at (`onChunk`, before the chunk is written; may throw to stop). Chunks
 * must not be reused by the source. Throws `storage-full` on a full disk. Does not sync.
 */
export async function writeBatches(
  file: FileHandle,
  source: AsyncIterable<Uint8Array>,
  onChunk: (chunk: Uint8Array) => void = () => undefined,
): Promise<void> {
  const writer = new BatchWriter(file);
  try {
    for await (const chunk of source) {
      onChunk(chunk);
      await writer.add(chunk);
    }
    await writer.flush();
  } finally {
    await writer.settled();
  }
}

class BatchWriter {
  readonly #file: FileHandle;
  #batch: Uint8Array[] = [];
  #batchBytes = 0;
  #inFlight: Promise<void> = Promise.resolve();

  constructor(file: FileHandle) {
    this.#file = file;
  }

  async add(chunk: Uint8Array): Promise<void> {
    if (chunk.length === 0) return;
    this.#batch.push(chunk);
    this.#batchBytes += chunk.length;
    if (this.#batchBytes >= BATCH_BYTES) await this.#write();
  }

  async flush(): Promise<void> {
    await this.#write();
    await this.#inFlight;
  }

  /** When nothing touches the file any more, whatever became of the write. */
  async settled(): Promise<void> {
    await this.#inFlight.catch(() => undefined);
  }

  async #write(): Promise<void> {
    await this.#inFlight;
    if (this.#batchBytes === 0) return;
    this.#inFlight = writeAll(this.#file, this.#batch);
    // Its failure is met at the next await of it; until then it must not count as unhandled.
    this.#inFlight.catch(() => undefined);
    this.#batch = [];
    this.#batchBytes = 0;
  }
}

/** Writes pieces to where the file stands, all of them. Throws `storage-full` on a full disk. */
export async function writeAll(file: FileHandle, pieces: readonly Uint8Array[]): Promise<void> {
  const bytes = pieces.reduce((sum, { length }) => sum + length, 0);
  try {
    const { bytesWritten } = await file.writev([...pieces]);
    // The kernel may take less, as on a disk that is nearly full.
    if (bytesWritten < bytes) await file.writeFile(Buffer.concat(pieces).subarray(bytesWritten));
  } catch (cause) {
    const full = isDiskFullError(cause);
    throw full ? new AppError('storage-full', 'the disk of the store is full', { cause }) : cause;
  }
}
