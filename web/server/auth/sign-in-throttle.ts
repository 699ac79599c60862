import { LRUCache } from 'lru-cache';

const WINDOW_MS = 15 * 60_000;
/** Failures in the window after which further tries are refused unheard. */
const MAX_FAILURES_OF_ACCOUNT_AT_ADDRESS = 5;
const MAX_FAILURES_OF_ADDRESS = 50;
/** From whatever addresses: only somebody who has the password comes so far. */
const MAX_WRONG_CODES = 10;
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

  allowsCode(account: string): boolean {
    return this.#count(codeOf(account)) < MAX_WRONG_CODES;
  }

  codeFailed(account: string): void {
    this.#failures.set(codeOf(account), this.#count(codeOf(account)) + 1);
  }

  codeTaken(account: string): void {
    this.#failures.delete(codeOf(account));
  }

  #count(key: string): number {
    return this.#failures.get(key) ?? 0;
  }
}

function pairOf({ email, address }: Attempt): string {
  return `${email}\n${address}`;
}

function codeOf(account: string): string {
  return `code\n${account}`;
}
