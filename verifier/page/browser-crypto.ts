import { sha256 } from '@noble/hashes/sha2.js';
import { base64url } from 'jose';

/**
 * The part of `node:crypto` that the checks use, for a browser; the bundler replaces the original by it.
 * WebCrypto can't hash in pieces, and a video does not fit into a page's memory.
 */
export function createHash(algorithm: 'sha256'): BrowserHash {
  if (algorithm !== 'sha256') throw new TypeError(`no ${algorithm} in this page`);
  return new BrowserHash();
}

class BrowserHash {
  readonly #hash = sha256.create();

  update(data: Uint8Array | string): this {
    this.#hash.update(typeof data === 'string' ? new TextEncoder().encode(data) : data);
    return this;
  }

  digest(encoding: 'hex' | 'base64url'): string {
    const bytes = this.#hash.digest();
    if (encoding === 'base64url') return base64url.encode(bytes);
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  }
}
