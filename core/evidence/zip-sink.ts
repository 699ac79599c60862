import { Writable } from 'node:stream';
import { configure, ZipWriter } from '@zip.js/zip.js';

/** All in this thread: whoever exports already is a worker. */
configure({ useWebWorkers: false, chunkSize: 1024 * 1024 });

/** WinZip AE-2 with a key of 256 bits. */
const AES_256 = 3;
/** What deflate makes smaller. Ciphertext and video are stored: that costs nothing and seeks well. */
const DEFLATED = /\.(?:json|jsonl|jws|html|txt|vtt)$/;

export interface ZipEntryOptions {
  /** Readable without the password. */
  readonly inClear: boolean;
}

/** A zip as it is written, entry by entry; Zip64 throughout, since no size is known before. */
export class ZipSink {
  readonly #zip: ZipWriter<unknown>;
  readonly #password: string | null;
  readonly #madeAt: Date;

  constructor(
    sink: Writable | WritableStream<Uint8Array>,
    { password, madeAt }: { readonly password: string | null; readonly madeAt: Date },
  ) {
    const stream = sink instanceof Writable ? Writable.toWeb(sink) : sink;
    this.#zip = new ZipWriter(stream, { zip64: true, keepOrder: true, extendedTimestamp: false });
    this.#password = password;
    this.#madeAt = madeAt;
  }

  async add(
    path: string,
    content: AsyncIterable<Uint8Array>,
    { inClear }: ZipEntryOptions,
  ): Promise<void> {
    await this.#zip.add(path, streamOf(content), {
      level: DEFLATED.test(path) ? 6 : 0,
      lastModDate: this.#madeAt,
      ...(this.#password !== null &&
        !inClear && { password: this.#password, encryptionStrength: AES_256 }),
    });
  }

  /** Writes the directory and ends the sink. */
  async close(): Promise<void> {
    await this.#zip.close();
  }
}

/** `ReadableStream.from`, which the types of browsers don't know. */
function streamOf(content: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const pieces = content[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const next = await pieces.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await pieces.return?.();
    },
  });
}
