import { AppError } from '@workcompanion/core/errors';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { passkeys } from '@workcompanion/db/schema/passkeys';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq } from 'drizzle-orm';
import type { RemovePasskey } from '../../../contract/account.ts';
import type { RenamePasskey } from '../../../contract/passkeys.ts';
import type { UserContext } from '../../auth/user-context.ts';
import { factorsChanged } from '../own-second-factor.ts';
import { proveOwner } from '../prove-owner.ts';

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

/** One of one's own; sessions that it may have opened end. Throws `not-found`, and as `proveOwner`. */
export async function removePasskey(
  ctx: UserContext,
  { passkeyId, ...proof }: RemovePasskey,
): Promise<void> {
  await proveOwner(ctx, proof);
  const user = ctx.user.id;
  await withTransaction(ctx.db, async (tx) => {
    const [removed] = await tx
      .delete(passkeys)
      .where(and(eq(passkeys.id, passkeyId), eq(passkeys.userId, user)))
      .returning({ name: passkeys.name });
    if (!removed) throw new AppError('not-found', 'You have no such passkey.');
    await factorsChanged(tx, ctx);
    await appendAuditEntry(tx, ctx, {
      at: ctx.now(),
      action: 'account.passkey-removed',
      entityType: 'user',
      entityId: user,
      details: { passkey: removed.name },
    });
  });
}
