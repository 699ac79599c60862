import { Ed25519PrivateJwk } from '@workcompanion/core/crypto/key-pair';
import { authorityCertificate, pemOf } from '@workcompanion/core/crypto/server-certificates';
import { unwrapKey } from '@workcompanion/core/crypto/wrap-key';
import { Ed25519Jwk } from '@workcompanion/core/protocol/primitives';
import { eq } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { serverKeys } from '../schema/server-keys.ts';

/** Who certifies the server's key, where no company's authority does. */
export interface Authority {
  /** Tells installations apart; anybody can take it, so that what counts is the certificate. */
  readonly name: string;
  readonly privateKey: Ed25519PrivateJwk;
  /** PEM: what a verifier is given in another way than a package. */
  readonly certificate: string;
}

/** This installation's own; null before the first start of a portal that knows of it. */
export async function readAuthority(db: Db | Tx, masterKey: Buffer): Promise<Authority | null> {
  const [row] = await db
    .select()
    .from(serverKeys)
    .where(eq(serverKeys.purpose, 'authority'))
    .limit(1);
  if (row === undefined) return null;
  const secret = unwrapKey(masterKey, row.wrappedPrivateKey, row.kid).toString('utf8');
  const privateKey = Ed25519PrivateJwk.parse(JSON.parse(secret));
  const publicKey = Ed25519Jwk.parse(row.publicKey);
  const name = `WorkCompanion authority ${publicKey.x.slice(0, 8)}`;
  const holder = { name, publicKey, since: row.createdAt };
  return { name, privateKey, certificate: pemOf(authorityCertificate(holder, privateKey)) };
}
