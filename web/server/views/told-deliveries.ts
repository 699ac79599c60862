import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { LRUCache } from 'lru-cache';

const MAX_ENTRIES = 50_000;
/** µs. Much shorter than a view may pause: a view whose deliveries are not written again stays open. */
const WRITTEN_AGAIN_AFTER = 60_000_000;

/**
 * Which deliveries this process has lately written down: a player asks for the same segment in many
 * ranges, and for its playlist again and again.
 */
export class ToldDeliveries {
  readonly #told = new LRUCache<string, UtcMicros>({ max: MAX_ENTRIES });

  isTold(delivery: string, now: UtcMicros): boolean {
    const at = this.#told.get(delivery);
    return at !== undefined && at <= now && now - at < WRITTEN_AGAIN_AFTER;
  }

  tell(delivery: string, now: UtcMicros): void {
    this.#told.set(delivery, now);
  }
}
