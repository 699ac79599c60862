import { type Backoff, backoffMs } from '../backoff.ts';
import { RequestFailure } from '../device/request-failure.ts';

const BACKOFF: Backoff = { baseMs: 1_000, ceilingMs: 60_000 };

/** Whether the server may be bothered. All times in UTC ms. */
export class ConnectionBackoff {
  #failures = 0;
  #backedOffUntil = 0;
  /** As the server asked by Retry-After: nothing but time lifts it. */
  #askedUntil = 0;
  #problem: string | null = null;

  /** Code of the last failure; null since the last success. */
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

  /** The server answered: there is no need to wait out the back-off. */
  worked(): void {
    this.#failures = 0;
    this.#backedOffUntil = 0;
    this.#problem = null;
  }

  /** One more try now, whatever happened before. */
  reopen(): void {
    this.#backedOffUntil = 0;
    this.#askedUntil = 0;
  }
}

/** Codes that tell of this device or this server as a whole, and nothing of the entry sent. */
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
 * `wait`: everything waits, nothing is wrong with the entry. `retry`: this entry waits. `park`: it
 * is refused for good, an operator must look.
 */
type Verdict = 'wait' | 'retry' | 'park';

export function judgeFailure(error: unknown): Verdict {
  if (!(error instanceof RequestFailure)) return 'retry';
  if (CONNECTION_CODES.has(error.code)) return 'wait';
  return error.retryable ? 'retry' : 'park';
}

export function failureCode(error: unknown): string {
  if (error instanceof RequestFailure) return error.code;
  return error instanceof Error ? error.name : 'unknown';
}
