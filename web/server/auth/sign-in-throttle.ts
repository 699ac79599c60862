import { LRUCache } from 'lru-cache';

const WINDOW_MS = 15 * 60_000;
/** Failures in the window after which further tries are refused unheard. */
const MAX_FAILURES_OF_ACCOUNT_AT_ADDRESS = 5;
const MAX_FAILURES_OF_ADDRESS = 50;
const MAX_COUNTERS = 50_000;

interface Attempt {
  readonly email: string;
  readonly address: string;
}

/**
 * Slows down guessing. Counts by account and address together, so that nobody can lock out somebody
 * else's account, and by address alone, so that one address can't try many accounts.
 */
export class SignInThrottle {
  readonly #failures = new LRUCache<string, number>({
    max: MAX_COUNTERS,
    ttl: WINDOW_MS,
    noUpdateTTL: true,
  });

  allows(attempt: Attempt): boolean {
    return (
      this.#count(pairOf(attempt)) < MAX_FAILURES_OF_ACCOUNT_AT_ADDRESS &&
      this.#count(attempt.address) < MAX_FAILURES_OF_ADDRESS
    );
  }

  failed(attempt: Attempt): void {
    for (const key of [pairOf(attempt), attempt.address]) {
      this.#failures.set(key, this.#count(key) + 1);
    }
  }

  succeeded(attempt: Attempt): void {
    this.#failures.delete(pairOf(attempt));
  }

  #count(key: string): number {
    return this.#failures.get(key) ?? 0;
  }
}

function pairOf({ email, address }: Attempt): string {
  return `${email}\n${address}`;
}
