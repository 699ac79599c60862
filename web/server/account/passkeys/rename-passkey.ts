import { AppError } from '@workcompanion/core/errors';
import { passkeys } from '@workcompanion/db/schema/passkeys';
import { and, eq } from 'drizzle-orm';
import type { RenamePasskey } from '../../../contract/passkeys.ts';
import type { UserContext } from '../../auth/user-context.ts';

/** One of one's own. Throws `not-found`. */
export async function renamePasskey(
  { db, user }: UserContext,
  { passkey, name }: RenamePasskey,
): Promise<void> {
  const renamed = await db
    .update(passkeys)
    .set({ name })
    .where(and(eq(passkeys.id, passkey), eq(passkeys.userId, user.id)))
    .returning({ id: passkeys.id });
  if (renamed.length === 0) throw new AppError('not-found', 'You have no such passkey.');
}
