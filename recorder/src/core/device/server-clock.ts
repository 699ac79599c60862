import type { Clock } from '../clock.ts';

/** Follows the server's clock by its answers. */
export class ServerClock {
  readonly #clock: Clock;
  #offset: number | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Server minus device in µs, as last measured; null before the first contact. */
  get offset(): number | null {
    return this.#offset;
  }

  nowMs(): number {
    return (this.#clock.utc() + (this.#offset ?? 0)) / 1000;
  }

  /** The server read its clock somewhere between `sentAt` and now (device UTC, µs). */
  observe(serverTime: number, sentAt: number): void {
    const receivedAt = this.#clock.utc();
    this.#offset = Math.round(serverTime - (sentAt + receivedAt) / 2);
  }

  /** The device's clock stepped by `micros`; the server's did not. */
  stepped(micros: number): void {
    if (this.#offset !== null) this.#offset -= Math.round(micros);
  }
}
