import { type Backoff, backoffMs } from '../backoff.ts';
import { RequestFailure } from '../device/request-failure.ts';
import { failureCode } from './judge-failure.ts';

const BACKOFF: Backoff = { baseMs: 1_000, ceilingMs: 60_000 };

/** Whether the server may be bothered. All times in UTC ms. */
export class Link {
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
