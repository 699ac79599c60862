import { Transform } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../clock.ts';

/** Data of this many seconds may be sent at once. */
const BURST_SECONDS = 1;
const MICROS = 1_000_000;
const PIECE_BYTES = 16 * 1024;

/** Limits the rate of all uploads together with a token bucket. Without a rate there is no limit. */
export class RateLimiter {
  readonly #clock: Clock;
  #bytesPerSecond: number | null = null;
  /** When the limit would have allowed all bytes that were taken so far (monotonic µs). */
  #paidAt = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  setRate(bytesPerSecond: number | null): void {
    this.#bytesPerSecond = bytesPerSecond;
  }

  /** Resolves when `bytes` may be sent. */
  async take(bytes: number): Promise<void> {
    if (this.#bytesPerSecond === null) return;
    const now = this.#clock.monotonic();
    this.#paidAt = Math.max(this.#paidAt, now) + (bytes / this.#bytesPerSecond) * MICROS;
    const wait = this.#paidAt - now - BURST_SECONDS * MICROS;
    if (wait > 0) await sleep(wait / 1000);
  }

  /** Passes chunks unchanged without a limit; with one, in small pieces, so that data flows evenly. */
  stream(): Transform {
    const stream = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        this.#passOn(chunk, (piece) => stream.push(piece)).then(() => done(), done);
      },
    });
    return stream;
  }

  async #passOn(chunk: Buffer, push: (piece: Buffer) => void): Promise<void> {
    const size = this.#bytesPerSecond === null ? chunk.length : PIECE_BYTES;
    for (let at = 0; at < chunk.length; at += size) {
      const piece = chunk.subarray(at, at + size);
      await this.take(piece.length);
      push(piece);
    }
  }
}
