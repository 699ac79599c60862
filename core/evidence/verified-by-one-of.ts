import { isAppError } from '../errors.ts';
import type { Ed25519Jwk } from '../protocol/primitives.ts';

/** What `verify` gives for the newest of the keys that fits, and which one that is; null for none. */
export async function verifiedByOneOf<T>(
  keys: readonly Ed25519Jwk[],
  verify: (key: Ed25519Jwk) => Promise<T>,
): Promise<{ readonly value: T; readonly key: number } | null> {
  for (const [key, candidate] of [...keys.entries()].reverse()) {
    try {
      return { value: await verify(candidate), key };
    } catch (error) {
      if (!isAppError(error)) throw error;
    }
  }
  return null;
}
