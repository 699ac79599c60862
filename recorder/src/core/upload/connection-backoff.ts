import { type Backoff, backoffMs } from '../backoff.ts';
import { connectionProblem } from '../device/connection-problem.ts';
import { RequestFailure } from '../device/request-failure.ts';

const BACKOFF: Backoff = { baseMs: 1_000, ceilingMs: 60_000 };

/** Decides when the server may be asked again after failures. All times in UTC ms. */
export class ConnectionBackoff {
  #failures = 0;
  #backedOffUntil = 0;
  /** The end of the wait that the server asked for by Retry-After. */
  #askedUntil = 0;
  #problem: string | null = null;

  /** The code of the last failure; null after a success. */
  get problem(): string | null {
    return this.#problem;
  }

  get openAt(): number {
    return Math.max(this.#backedOffUntil, this.#askedUntil);
  }

  failed(error: unknown, now: number): void {
    this.#failures += 1;
    this.#problem = failureCode(error);
    this.#backedOffUntil = now + backoffMs(this.#failures, BACKOFF);
    const asked = error instanceof RequestFailure ? error.retryAfterMs : null;
    if (asked !== null) this.#askedUntil = now + asked;
  }

  /** The server answered, so the back-off ends. */
  worked(): void {
    this.#failures = 0;
    this.#backedOffUntil = 0;
    this.#problem = null;
  }

  /** Allows one more try now, whatever happened before. */
  reopen(): void {
    this.#backedOffUntil = 0;
    this.#askedUntil = 0;
  }
}

/** Codes that concern this device or the server as a whole, and not the entry that was sent. */
const CONNECTION_CODES: ReadonlySet<string> = new Set([
  'network',
  'not-the-protocol',
  'server-keys-changed',
  'unauthenticated',
  'token-expired',
  'wrong-audience',
  'device-revoked',
  'device-refused',
  'recorder-too-old',
  'too-many-requests',
  'storage-full',
  'unavailable',
]);

/**
 * `wait`: all entries wait, since nothing is wrong with this one. `retry`: this entry waits. `park`: it is
 * refused for good, and an administrator must look at it.
 */
type Verdict = 'wait' | 'retry' | 'park';

export function judgeFailure(error: unknown): Verdict {
  if (!(error instanceof RequestFailure)) return 'retry';
  if (CONNECTION_CODES.has(error.code)) return 'wait';
  return error.retryable ? 'retry' : 'park';
}

export function failureCode(error: unknown): string {
  if (error instanceof RequestFailure) return connectionProblem(error);
  return error instanceof Error ? error.name : 'unknown';
}
