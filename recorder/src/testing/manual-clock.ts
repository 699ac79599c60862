import type { Clock } from '../core/clock.ts';

/** Stands still until it is moved. µs. */
export class ManualClock implements Clock {
  #utc: number;
  #monotonic = 1_000_000;

  constructor(utc = 1_700_000_000_000_000) {
    this.#utc = utc;
  }

  utc = (): number => this.#utc;
  monotonic = (): number => this.#monotonic;

  /** Time passes. */
  pass(micros: number): void {
    this.#utc += micros;
    this.#monotonic += micros;
  }
}
