import { AppError, type ErrorCode, isAppError } from '../../errors.ts';

/** How the archive is reached, for people. */
export type ArchiveReach =
  | { readonly kind: 'up' }
  /** It is not asked before `retryInMs`; then one request tries. */
  | { readonly kind: 'down'; readonly reason: ErrorCode; readonly retryInMs: number };

/** What became of one request that was let through. Each counts once. */
export interface Pass {
  succeeded(): void;
  /** It answered; how it ends is still open. */
  answered(): void;
  failed(error: unknown): void;
  /** Nobody will know. */
  dropped(): void;
}

export interface CircuitBreakerOptions {
  /** Monotonic ms. */
  readonly now: () => number;
  readonly onChange: (reach: ArchiveReach) => void;
}

const MOST_FAILURES = 5;
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 60_000;
/** What says nothing of whether the store can be reached. */
const ANSWERS: ReadonlySet<ErrorCode> = new Set([
  'blob-missing',
  'digest-mismatch',
  'restore-needed',
  'range-not-satisfiable',
  'invalid-input',
]);

/**
 * After five failures in a row nobody waits for the store any more: requests are refused at once with
 * the time of the next try. Then a single one is let through; it decides. Pauses double to a minute.
 */
export class CircuitBreaker {
  readonly #options: CircuitBreakerOptions;
  #failures = 0;
  #pauses = 0;
  #down: { readonly untilMs: number; readonly reason: ErrorCode } | null = null;
  #isProbing = false;

  constructor(options: CircuitBreakerOptions) {
    this.#options = options;
  }

  get reach(): ArchiveReach {
    if (this.#down === null) return { kind: 'up' };
    const { untilMs, reason } = this.#down;
    return { kind: 'down', reason, retryInMs: Math.max(0, untilMs - this.#options.now()) };
  }

  /** Throws `unavailable`. */
  enter(): Pass {
    const reach = this.reach;
    if (reach.kind === 'down') {
      if (reach.retryInMs > 0 || this.#isProbing) throw refusal(reach);
      this.#isProbing = true;
      return this.#pass(true);
    }
    return this.#pass(false);
  }

  #pass(isProbe: boolean): Pass {
    let isOpen = true;
    const settle = (then: () => void) => () => {
      if (!isOpen) return;
      isOpen = false;
      if (isProbe) this.#isProbing = false;
      then();
    };
    return {
      succeeded: settle(() => this.#succeeded()),
      answered: () => {
        if (isOpen && isProbe) this.#close(MOST_FAILURES - 1);
      },
      failed: (error) => settle(() => this.#judge(error, isProbe))(),
      dropped: settle(() => undefined),
    };
  }

  #succeeded(): void {
    this.#pauses = 0;
    this.#close(0);
  }

  #judge(error: unknown, isProbe: boolean): void {
    const code = isAppError(error) ? error.code : 'unavailable';
    if (ANSWERS.has(code)) {
      this.#succeeded();
      return;
    }
    this.#failures += 1;
    if (this.#down !== null && !isProbe) return;
    if (this.#failures >= MOST_FAILURES) {
      this.#open(code, isAppError(error) ? (error.retryAfterSeconds ?? 0) * 1000 : 0);
    }
  }

  #open(reason: ErrorCode, atLeastMs: number): void {
    const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.#pauses);
    this.#pauses += 1;
    const untilMs = this.#options.now() + Math.max(pauseMs, Math.min(atLeastMs, LONGEST_PAUSE_MS));
    this.#down = { untilMs, reason };
    this.#options.onChange(this.reach);
  }

  #close(failures: number): void {
    this.#failures = failures;
    if (this.#down === null) return;
    this.#down = null;
    this.#isProbing = false;
    this.#options.onChange({ kind: 'up' });
  }
}

function refusal({ retryInMs, reason }: Extract<ArchiveReach, { kind: 'down' }>): AppError {
  return new AppError('unavailable', 'The archive can’t be reached at present.', {
    details: { reason },
    retryAfterSeconds: Math.max(1, Math.ceil(retryInMs / 1000)),
  });
}
