import type { Ed25519Jwk } from '@workcompanion/core/protocol/primitives';
import { LRUCache } from 'lru-cache';

const MAX_KEYS = 20_000;

/**
 * One object for each public key: the signature library imports a key once an object, which costs
 * as much as a signature's check.
 */
export class KnownDeviceKeys {
  readonly #keys = new LRUCache<string, Ed25519Jwk>({ max: MAX_KEYS });

  sameAs(key: Ed25519Jwk): Ed25519Jwk {
    const known = this.#keys.get(key.x);
    if (known) return known;
    this.#keys.set(key.x, key);
    return key;
  }
}
