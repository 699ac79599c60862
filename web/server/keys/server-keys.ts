import type { Ed25519PrivateJwk, X25519PrivateJwk } from '@workcompanion/core/crypto/key-pair';
import type { Ed25519Jwk, X25519Jwk } from '@workcompanion/core/protocol/primitives';

/** The server's own key pairs: receipts are signed by one, offline data keys sealed to the other. */
export interface ServerKeys {
  readonly signing: { readonly publicKey: Ed25519Jwk; readonly privateKey: Ed25519PrivateJwk };
  readonly sealing: { readonly publicKey: X25519Jwk; readonly privateKey: X25519PrivateJwk };
}
