import { Ed25519Jwk } from '@workcompanion/core/protocol/primitives';
import { eq } from 'drizzle-orm';
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
