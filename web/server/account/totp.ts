import { unwrapKey, wrapKey } from '@workcompanion/core/crypto/wrap-key';
import type { UserId } from '@workcompanion/core/ids';
import { Secret, TOTP } from 'otpauth';

const contextOf = (user: UserId) => `totp:${user}`;

/** RFC 6238 as every authenticator knows it: SHA-1, six digits, thirty seconds. */
const PERIOD_SECONDS = 30;

/** Steps before and after: clocks differ, and people type slowly. */
const WINDOW = 1;

/** RFC 4226, section 4, R6: "RECOMMENDs a shared secret length of 160 bits". */
export const TOTP_SECRET_BYTES = 20;

function totpOf(secret: Uint8Array, label = ''): TOTP {
  return new TOTP({
    issuer: 'WorkCompanion',
    label,
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD_SECONDS,
    secret: new Secret({ buffer: Uint8Array.from(secret).buffer }),
  });
}

/** The time step that a code is of, near `nowMs`; null for a wrong one. */
export function stepOfCode(secret: Uint8Array, code: string, nowMs: number): number | null {
  const delta = totpOf(secret).validate({ token: code, timestamp: nowMs, window: WINDOW });
  return delta === null ? null : Math.floor(nowMs / 1000 / PERIOD_SECONDS) + delta;
}

/** For the authenticator: by a QR code, or typed. */
export function totpEnrolment(secret: Uint8Array, label: string) {
  const totp = totpOf(secret, label);
  return { uri: totp.toString(), secret: totp.secret.base32 };
}

export function wrapTotpSecret(masterKey: Buffer, user: UserId, secret: Buffer): Buffer {
  return wrapKey(masterKey, secret, contextOf(user));
}

export function openTotpSecret(masterKey: Buffer, user: UserId, wrapped: Buffer): Buffer {
  return unwrapKey(masterKey, wrapped, contextOf(user));
}
