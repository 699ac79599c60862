import {
  deviceTokenEndMs,
  deviceTokenIssuer,
  verifyDeviceToken,
} from '@workcompanion/core/crypto/device-token';
import type { DeviceId } from '@workcompanion/core/ids';
import type { Ed25519Jwk } from '@workcompanion/core/protocol/primitives';
import { LRUCache } from 'lru-cache';

const MAX_TOKENS = 20_000;

interface Verified {
  readonly issuer: DeviceId;
  /** By which public key. */
  readonly x: string;
  readonly endsAtMs: number;
}

interface Check {
  readonly publicKey: Ed25519Jwk;
  readonly audiences: readonly string[];
  readonly nowMs: number;
}

/**
 * The tokens that devices have proved themselves with: a device sends one for its five minutes, and
 * its signature says the same each time. Whether the device is still let in is asked each time.
 */
export class VerifiedTokens {
  readonly #tokens = new LRUCache<string, Verified>({ max: MAX_TOKENS });

  /** Who says to have sent it. Throws `unauthenticated`. */
  issuer(token: string): DeviceId {
    return this.#tokens.get(token)?.issuer ?? deviceTokenIssuer(token);
  }

  /** Throws as `verifyDeviceToken`. */
  async verify(token: string, check: Check): Promise<void> {
    const known = this.#tokens.get(token);
    if (known?.x === check.publicKey.x && check.nowMs < known.endsAtMs) return;
    const issuer = await verifyDeviceToken(token, check);
    const endsAtMs = deviceTokenEndMs(token);
    this.#tokens.set(token, { issuer, x: check.publicKey.x, endsAtMs });
  }
}
