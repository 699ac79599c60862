import { unwrapKey, wrapKey } from '@workcompanion/core/crypto/wrap-key';
import type { UserId } from '@workcompanion/core/ids';

const contextOf = (user: UserId) => `totp:${user}`;

export function wrapTotpSecret(masterKey: Buffer, user: UserId, secret: Buffer): Buffer {
  return wrapKey(masterKey, secret, contextOf(user));
}

export function openTotpSecret(masterKey: Buffer, user: UserId, wrapped: Buffer): Buffer {
  return unwrapKey(masterKey, wrapped, contextOf(user));
}
