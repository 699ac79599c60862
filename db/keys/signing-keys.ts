import { Ed25519PrivateJwk } from '@workcompanion/core/crypto/key-pair';
import { unwrapKey } from '@workcompanion/core/crypto/wrap-key';
import { AppError } from '@workcompanion/core/errors';
import { Ed25519Jwk } from '@workcompanion/core/protocol/primitives';
import { desc, eq } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { serverKeys } from '../schema/server-keys.ts';

/** Public halves of all that this server has signed with. */
export async function signingKeys(db: Db | Tx): Promise<readonly Ed25519Jwk[]> {
  const rows = await db
    .select({ publicKey: serverKeys.publicKey })
    .from(serverKeys)
    .where(eq(serverKeys.purpose, 'signing'));
  return rows.map(({ publicKey }) => Ed25519Jwk.parse(publicKey));
}

/** The server's key that signs receipts and certificates. Throws `unavailable` before the portal's first start. */
export async function readSigningKey(db: Db | Tx, masterKey: Buffer): Promise<Ed25519PrivateJwk> {
  const [row] = await db
    .select({ kid: serverKeys.kid, wrapped: serverKeys.wrappedPrivateKey })
    .from(serverKeys)
    .where(eq(serverKeys.purpose, 'signing'))
    .orderBy(desc(serverKeys.createdAt))
    .limit(1);
  if (!row) throw new AppError('unavailable', 'There is no signing key: start the portal once.');
  const secret = unwrapKey(masterKey, row.wrapped, row.kid).toString('utf8');
  return Ed25519PrivateJwk.parse(JSON.parse(secret));
}
