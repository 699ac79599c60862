import { Transform } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../clock.ts';

/** A burst of this many seconds' worth may go out at once. */
const BURST_SECONDS = 1;
const MICROS = 1_000_000;
const PIECE_BYTES = 16 * 1024;

/** One token bucket for all uploads together. Without a rate it lets everything through. */
export class RateLimiter {
  readonly #clock: Clock;
  #bytesPerSecond: number | null = null;
  /** When the bytes taken so far will have been paid for (monotonic µs). */
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

  /** Chunks pass as they are without a rate; with one, in small pieces, so that it flows evenly. */
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
