import { Ed25519Jwk } from '@workcompanion/core/protocol/primitives';
import type { Db } from '@workcompanion/db/client';
import { serverKeys } from '@workcompanion/db/schema/server-keys';
import { eq } from 'drizzle-orm';

/** Public halves of all that this server has signed with. */
export async function signingKeys(db: Db): Promise<readonly Ed25519Jwk[]> {
  const rows = await db
    .select({ publicKey: serverKeys.publicKey })
    .from(serverKeys)
    .where(eq(serverKeys.purpose, 'signing'));
  return rows.map(({ publicKey }) => Ed25519Jwk.parse(publicKey));
}
