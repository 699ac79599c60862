import type { KeyId } from '@workcompanion/core/ids';
import type { DataKey } from '@workcompanion/db/keys/open-data-key';
import { LRUCache } from 'lru-cache';

const MAX_KEYS = 10_000;
/** Also how long a destroyed key may still open footage in this process. */
const LIFETIME_MS = 5_000;

/** Unwrapped data keys of the last moments, in memory only. */
export class DataKeyCache extends LRUCache<KeyId, DataKey> {
  constructor() {
    super({ max: MAX_KEYS, ttl: LIFETIME_MS });
  }
}
