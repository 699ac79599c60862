import type { GapCause } from '@workcompanion/core/protocol/gap-cause';
import type { Clock } from '../clock.ts';

/** Well above what a time service corrects in a second, well below what anyone would notice. */
const STEP_MICROS = 200_000;

export interface ClockStep {
  readonly cause: Extract<GapCause, 'clock-changed' | 'asleep'>;
  /** How far UTC moved against the monotonic clock, µs. */
  readonly micros: number;
}

/**
 * Detects jumps of the wall clock against the monotonic one. The monotonic clock stands still while the
 * machine sleeps and the uptime does not: when these two part as well, the machine slept.
 */
export class ClockWatch {
  readonly #clock: Clock;
  readonly #uptimeMicros: () => number;
  #wall: number;
  #uptime: number;

  constructor(clock: Clock, uptimeMicros: () => number) {
    this.#clock = clock;
    this.#uptimeMicros = uptimeMicros;
    this.#wall = this.#wallAhead();
    this.#uptime = this.#uptimeAhead();
  }

  /** Tells what has happened since the last call, which is made each second. */
  check(): ClockStep | null {
    const wall = this.#wallAhead();
    const micros = wall - this.#wall;
    this.#wall = wall;
    if (Math.abs(micros) <= STEP_MICROS) return null;
    const uptime = this.#uptimeAhead();
    const slept = uptime - this.#uptime;
    this.#uptime = uptime;
    return { cause: slept > STEP_MICROS ? 'asleep' : 'clock-changed', micros };
  }

  #wallAhead(): number {
    return this.#clock.utc() - this.#clock.monotonic();
  }

  #uptimeAhead(): number {
    return this.#uptimeMicros() - this.#clock.monotonic();
  }
}
