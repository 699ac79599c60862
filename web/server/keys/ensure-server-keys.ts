import {
  Ed25519PrivateJwk,
  generateSealingKeyPair,
  generateSigningKeyPair,
  X25519PrivateJwk,
} from '@workcompanion/core/crypto/key-pair';
import { unwrapKey, wrapKey } from '@workcompanion/core/crypto/wrap-key';
import { AppError } from '@workcompanion/core/errors';
import { Ed25519Jwk, X25519Jwk } from '@workcompanion/core/protocol/primitives';
import type { Db } from '@workcompanion/db/client';
import { serverKeys } from '@workcompanion/db/schema/server-keys';
import { eq } from 'drizzle-orm';

const SIGNING_KID = 'signing-1';
const SEALING_KID = 'sealing-1';
const AUTHORITY_KID = 'authority-1';

interface Vault {
  readonly db: Db;
  readonly masterKey: Buffer;
  readonly now: () => number;
}

/**
 * Reads the server's keys, making them at the first start. Of two processes that start at once, the
 * one whose row is written first decides for both.
 */
export async function ensureServerKeys(vault: Vault): Promise<ServerKeyPairs> {
  const signing =
    (await readPrivateKey(vault, SIGNING_KID)) ??
    (await keepKey(vault, SIGNING_KID, 'signing', await generateSigningKeyPair()));
  const sealing =
    (await readPrivateKey(vault, SEALING_KID)) ??
    (await keepKey(vault, SEALING_KID, 'sealing', await generateSealingKeyPair(SEALING_KID)));
  if ((await readPrivateKey(vault, AUTHORITY_KID)) === undefined) {
    await keepKey(vault, AUTHORITY_KID, 'authority', await generateSigningKeyPair());
  }
  const signingKey = Ed25519PrivateJwk.parse(signing);
  const sealingKey = X25519PrivateJwk.parse(sealing);
  return {
    signing: { publicKey: Ed25519Jwk.parse(signingKey), privateKey: signingKey },
    sealing: { publicKey: X25519Jwk.parse(sealingKey), privateKey: sealingKey },
  };
}

async function readPrivateKey(vault: Vault, kid: string): Promise<unknown> {
  const [row] = await vault.db
    .select({ wrapped: serverKeys.wrappedPrivateKey })
    .from(serverKeys)
    .where(eq(serverKeys.kid, kid));
  if (!row) return undefined;
  return JSON.parse(unwrapKey(vault.masterKey, row.wrapped, kid).toString('utf8'));
}

async function keepKey(
  vault: Vault,
  kid: string,
  purpose: 'signing' | 'sealing' | 'authority',
  pair: { readonly publicKey: Ed25519Jwk | X25519Jwk; readonly privateKey: object },
): Promise<unknown> {
  const secret = Buffer.from(JSON.stringify(pair.privateKey));
  const wrappedPrivateKey = wrapKey(vault.masterKey, secret, kid);
  await vault.db
    .insert(serverKeys)
    .values({ kid, purpose, publicKey: pair.publicKey, wrappedPrivateKey, createdAt: vault.now() })
    .onConflictDoNothing();
  const kept = await readPrivateKey(vault, kid);
  if (kept === undefined) throw new AppError('internal', `the server key ${kid} was not kept`);
  return kept;
}

/** The server's own key pairs: receipts are signed by one, offline data keys sealed to the other. */
export interface ServerKeyPairs {
  readonly signing: { readonly publicKey: Ed25519Jwk; readonly privateKey: Ed25519PrivateJwk };
  readonly sealing: { readonly publicKey: X25519Jwk; readonly privateKey: X25519PrivateJwk };
}
