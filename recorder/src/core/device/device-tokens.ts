import { signDeviceToken } from '@workcompanion/core/crypto/device-token';
import type { Ed25519PrivateJwk } from '@workcompanion/core/crypto/key-pair';
import type { DeviceId } from '@workcompanion/core/ids';
import { DEVICE_TOKEN_SECONDS } from '@workcompanion/core/protocol/routes';
import type { ServerClock } from './server-clock.ts';

/** A token is renewed this long before it expires. */
const RENEW_BEFORE_MS = 60_000;

export interface TokenSubject {
  readonly device: DeviceId;
  readonly privateKey: Ed25519PrivateJwk;
  /** The server's origin. */
  readonly audience: string;
}

/** Makes bearer tokens in the server's time, each used for some minutes. */
export class DeviceTokens {
  readonly #subject: TokenSubject;
  readonly #clock: ServerClock;
  #token: { value: string; signedAt: number } | null = null;

  constructor(subject: TokenSubject, clock: ServerClock) {
    this.#subject = subject;
    this.#clock = clock;
  }

  async current(): Promise<string> {
    const now = this.#clock.nowMs();
    const age = now - (this.#token?.signedAt ?? Number.NEGATIVE_INFINITY);
    if (this.#token !== null && age >= 0 && age < DEVICE_TOKEN_SECONDS * 1000 - RENEW_BEFORE_MS) {
      return this.#token.value;
    }
    const value = await signDeviceToken({ ...this.#subject, nowMs: now });
    this.#token = { value, signedAt: now };
    return value;
  }

  /** Drops the token, since the server found its time invalid. */
  forget(): void {
    this.#token = null;
  }
}
