import { setTimeout as delay } from 'node:timers/promises';

/** Idle time is saved up so far: a pause never turns into a burst that a line would feel. */
const SAVED_MS = 100;

/** One rate for all who share it, first come first served. */
export class ByteRateLimiter {
  readonly #bytesPerMs: number;
  readonly #clock: () => number;
  /** When everything let pass so far has been sent at the rate. */
  #sentAt = 0;

  constructor(bytesPerSecond: number, clock: () => number = () => performance.now()) {
    this.#bytesPerMs = bytesPerSecond / 1000;
    this.#clock = clock;
  }

  /** Resolves when so many bytes more may go. */
  async take(bytes: number, signal?: AbortSignal): Promise<void> {
    const now = this.#clock();
    this.#sentAt = Math.max(this.#sentAt, now - SAVED_MS) + bytes / this.#bytesPerMs;
    const wait = this.#sentAt - now;
    if (wait > 0) await delay(wait, undefined, { ...(signal && { signal }) });
  }
}

export async function* paced(
  source: AsyncIterable<Uint8Array>,
  limiter: ByteRateLimiter,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    await limiter.take(chunk.length, signal);
    yield chunk;
  }
}
