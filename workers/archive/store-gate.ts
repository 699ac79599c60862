import type { ErrorCode } from '@workcompanion/core/errors';
import type { TaskFailure } from '../threads/task-failure.ts';
import type { ArchivePace } from './archive-options.ts';
import { retryDelay } from './retry-delay.ts';

/** So many failures of the store in a row, whichever slots they meet, are no accident. */
const BURST = 3;

export interface GateClock {
  /** Monotonic, ms. */
  readonly now: () => number;
  readonly random: () => number;
}

/**
 * How many slots may work at this moment. `open`: as many as `width` says. A burst of failures of the
 * store closes it for all slots; after the pause one slot probes, and each success doubles the width
 * again up to `slots`. A store that turns us away closes it for long, at the first time.
 */
export class StoreGate {
  readonly #pace: ArchivePace;
  #slots: number;
  readonly #clock: GateClock;
  #width: number;
  #failuresInARow = 0;
  #pauses = 0;
  #closedUntil = 0;
  #problem: TaskFailure | null = null;

  constructor(pace: ArchivePace, slots: number, clock: GateClock) {
    this.#pace = pace;
    this.#slots = slots;
    this.#width = slots;
    this.#clock = clock;
  }

  /** Null while it is open. */
  get problem(): TaskFailure | null {
    return this.waitMs > 0 ? this.#problem : null;
  }

  get waitMs(): number {
    return Math.max(0, this.#closedUntil - this.#clock.now());
  }

  get width(): number {
    return this.waitMs > 0 ? 0 : this.#width;
  }

  /** As many when open. A width that a burst has lowered comes back by success only. */
  resize(slots: number): void {
    const wasFull = this.#width === this.#slots;
    this.#slots = slots;
    this.#width = wasFull ? slots : Math.min(this.#width, slots);
  }

  succeeded(): void {
    this.#failuresInARow = 0;
    if (this.#width < this.#slots) this.#width = Math.min(this.#slots, this.#width * 2);
    else this.#pauses = 0;
  }

  failed(failure: TaskFailure): void {
    const scope = failureScope(failure.code);
    if (scope === 'refused') this.#close(this.#pace.refusedMs, failure);
    if (scope === 'store') this.#storeFailed(failure);
  }

  #storeFailed(failure: TaskFailure): void {
    this.#failuresInARow += 1;
    const isProbe = this.#width === 1 && this.#slots > 1;
    if (this.#failuresInARow < BURST && !isProbe) return;
    // The other slots' failures of the same burst come in while it is closed already.
    if (this.waitMs > 0) return;
    this.#pauses += 1;
    this.#close(this.#pauseMs(failure), failure);
  }

  #pauseMs({ retryAfterSeconds }: TaskFailure): number {
    return retryDelay(this.#pauses, {
      firstMs: this.#pace.pauseMs,
      ceilingMs: this.#pace.pauseCeilingMs,
      random: this.#clock.random(),
      retryAfterSeconds,
    });
  }

  #close(ms: number, failure: TaskFailure): void {
    this.#closedUntil = this.#clock.now() + ms;
    this.#problem = failure;
    this.#width = 1;
    this.#failuresInARow = 0;
  }
}

/**
 * `segment`: this one goes wrong, the next need not. `store`: overloaded, out of reach or full; no
 * segment's fault. `refused`: we are turned away, whatever we ask.
 */
type FailureScope = 'segment' | 'store' | 'refused';

const SCOPES: Partial<Record<ErrorCode, FailureScope>> = {
  'too-many-requests': 'store',
  unavailable: 'store',
  'storage-full': 'store',
  'storage-refused': 'refused',
};

export function failureScope(code: ErrorCode): FailureScope {
  return SCOPES[code] ?? 'segment';
}
