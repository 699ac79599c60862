import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { piecesOf } from '../../crypto/decrypt-segment.ts';
import { AppError } from '../../errors.ts';
import { type BlobReader, type ByteRange, checkedRange } from '../blob-store.ts';
import { ContentCheck } from '../content-check.ts';
import { connectionError } from './exchange.ts';

export interface RemoteBody {
  readonly host: string;
  readonly content: Readable;
  /** The size of the whole blob. */
  readonly size: number;
  /** The length of `content`. */
  readonly length: number;
  /** The sum of `content`, if it is the whole blob and the store knows its sum. */
  readonly crc64: string | null;
  /** How long the store may keep us waiting for the next chunk. */
  readonly idleMs: number;
}

/** A download. A body that ends early, or whose sum is not the store's own, throws at its end. */
class RemoteReader implements BlobReader {
  readonly size: number;
  readonly crc64: string | null;
  readonly #body: RemoteBody;
  #closing: Promise<void> | undefined;

  constructor(body: RemoteBody) {
    this.size = body.size;
    this.crc64 = body.crc64;
    this.#body = body;
    // Before anybody reads there is nobody else to hear of a broken connection.
    body.content.on('error', () => undefined);
  }

  chunks(): AsyncGenerator<Uint8Array> {
    return this.#read({ hashes: this.crc64 !== null });
  }

  unsummed(): AsyncGenerator<Uint8Array> {
    return this.#read({ hashes: false });
  }

  async *#read({ hashes }: { readonly hashes: boolean }): AsyncGenerator<Uint8Array> {
    const { length, crc64 } = this.#body;
    const check = new ContentCheck({ size: length, crc64: crc64 ?? '' }, { hashes });
    try {
      for await (const chunk of this.#received()) {
        check.update(chunk);
        yield* piecesOf(chunk);
      }
      check.finish();
    } finally {
      await this.close();
    }
  }

  close(): Promise<void> {
    this.#closing ??= closed(this.#body.content);
    return this.#closing;
  }

  async *#received(): AsyncGenerator<Uint8Array> {
    const chunks = this.#body.content.iterator({ destroyOnReturn: false });
    for (;;) {
      if (this.#closing !== undefined) throw new AppError('unavailable', 'the reader was closed');
      const next = await this.#soon(chunks.next());
      if (next.done === true) return;
      yield next.value;
    }
  }

  /** The clock runs only while we wait for the store, never while the reader's reader thinks. */
  async #soon<T>(next: Promise<T>): Promise<T> {
    const { content, host, idleMs } = this.#body;
    const idle = setTimeout(() => content.destroy(stalled(host, idleMs)), idleMs);
    try {
      return await next;
    } catch (error) {
      throw connectionError(host, error);
    } finally {
      clearTimeout(idle);
    }
  }
}

async function closed(content: Readable): Promise<void> {
  if (!content.readableEnded) content.destroy();
  await finished(content).catch(() => undefined);
}

function stalled(host: string, idleMs: number): AppError {
  return new AppError('unavailable', `nothing came from ${host} for ${idleMs} ms`);
}

interface DownloadAnswer {
  readonly host: string;
  readonly content: Readable;
  /** `Content-Length` and `Content-Range` as they came. */
  readonly contentLength: number;
  readonly contentRange: string | undefined;
  /** The sum of the whole blob, if the store has it. */
  readonly crc64: string | null;
  readonly idleMs: number;
}

/** Makes a reader of the answer to a download. What can't be one is let go. */
export function openRemoteReader(answer: DownloadAnswer, range: ByteRange | undefined): BlobReader {
  const { host, content, contentLength, idleMs } = answer;
  try {
    const size = range === undefined ? contentLength : wholeSize(answer.contentRange);
    const { start, end } = checkedRange(size, range);
    if (end - start !== contentLength) throw unasked(host);
    const crc64 = range === undefined ? answer.crc64 : null;
    return new RemoteReader({ host, content, size, length: contentLength, crc64, idleMs });
  } catch (error) {
    content.on('error', () => undefined).destroy();
    throw error;
  }
}

/** "bytes 0-9/100": a store that ignores `Range` has no such header. */
function wholeSize(contentRange: string | undefined): number {
  const size = Number(/\/(\d+)$/.exec(contentRange ?? '')?.[1] ?? Number.NaN);
  if (Number.isNaN(size)) throw unasked('the store');
  return size;
}

function unasked(host: string): AppError {
  return new AppError('unavailable', `${host} sent another stretch than was asked for`);
}
