import { Readable } from 'node:stream';
import { AppError } from '../../errors.ts';

/**
 * Stands between a source and the SDK, which knows neither a source that fails nor a store that
 * stalls: it would wait for ever. The clock runs while the store has the word, from a chunk that was
 * taken to the next one wanted, and from the last to the answer.
 */
export class UploadGuard {
  readonly body: Readable;
  readonly #stop = new AbortController();
  readonly #idleMs: number;
  readonly #host: string;
  #idle: NodeJS.Timeout | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(
    source: AsyncIterable<Uint8Array>,
    { host, idleMs }: { readonly host: string; readonly idleMs: number },
  ) {
    this.#host = host;
    this.#idleMs = idleMs;
    this.body = Readable.from(this.#guarded(source), { objectMode: false });
    this.body.on('error', () => undefined);
  }

  /** Aborted when there is no use in going on. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** What made the upload fail, if it was not the store's answer. */
  get failure(): { readonly error: unknown } | undefined {
    return this.#failure;
  }

  end(): void {
    clearTimeout(this.#idle);
    this.body.destroy();
  }

  async *#guarded(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of source) {
        this.#await();
        yield chunk;
        clearTimeout(this.#idle);
      }
    } catch (error) {
      this.#fail(error);
      throw error;
    }
    this.#await();
  }

  #await(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => {
      const late = `${this.#host}: no progress for ${this.#idleMs} ms`;
      this.#fail(new AppError('unavailable', late, { details: { host: this.#host } }));
    }, this.#idleMs);
  }

  #fail(error: unknown): void {
    this.#failure ??= { error };
    clearTimeout(this.#idle);
    this.#stop.abort();
  }
}
