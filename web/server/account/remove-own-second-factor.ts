import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { users } from '@workcompanion/db/schema/users';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq } from 'drizzle-orm';
import type { ProveOwner } from '../../contract/account.ts';
import { findAccount } from '../auth/find-account.ts';
import type { UserContext } from '../auth/user-context.ts';
import { clearSecondFactor } from './clear-second-factor.ts';
import { factorsChanged } from './factors-changed.ts';
import { hasFactor } from './prove-factor.ts';
import { proveOwner } from './prove-owner.ts';

/**
 * The account asks for no code of an authenticator any more, and without a passkey for the password alone.
 * Throws as `proveOwner`: a password that was seen does not do it.
 */
export async function removeOwnSecondFactor(ctx: UserContext, proof: ProveOwner): Promise<void> {
  await proveOwner(ctx, proof);
  const { id } = ctx.user;
  await withTransaction(ctx.db, async (tx) => {
    await tx.update(users).set({ totpSecret: null, totpSince: null }).where(eq(users.id, id));
    // Codes stand in for whatever factor there is.
    if (!(await hasFactor(tx, await findAccount(tx, id)))) await clearSecondFactor(tx, id);
    await factorsChanged(tx, ctx);
    await appendAuditEntry(tx, ctx, {
      at: ctx.now(),
      action: 'account.second-factor-removed',
      entityType: 'user',
      entityId: ctx.user.id,
    });
  });
}
