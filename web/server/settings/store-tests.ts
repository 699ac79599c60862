import { AppError } from '@workcompanion/core/errors';
import type { StoreName } from '../../contract/settings.ts';

const RETRY_AFTER_SECONDS = 10;

/** One self-test of a store at a time: each moves a megabyte, and impatient fingers click again. */
export class StoreTests {
  readonly #running = new Set<StoreName>();

  /** Throws `too-many-requests` while one of this store runs. */
  async run<T>(store: StoreName, test: () => Promise<T>): Promise<T> {
    if (this.#running.has(store)) {
      throw new AppError('too-many-requests', `A test of the store "${store}" is under way.`, {
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      });
    }
    this.#running.add(store);
    try {
      return await test();
    } finally {
      this.#running.delete(store);
    }
  }
}
