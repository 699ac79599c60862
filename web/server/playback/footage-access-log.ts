import { LRUCache } from 'lru-cache';

const MAX_ENTRIES = 20_000;
const HOUR_MS = 3_600_000;

/**
 * Which footage a user was lately given the addresses of. A player asks for a playlist again and
 * again; the audit log is told once an hour.
 */
export class FootageAccessLog {
  readonly #told = new LRUCache<string, true>({ max: MAX_ENTRIES, ttl: HOUR_MS });

  isToldOf(access: string): boolean {
    return this.#told.has(access);
  }

  told(access: string): void {
    this.#told.set(access, true);
  }
}
