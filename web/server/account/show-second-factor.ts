import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { sessions } from '@workcompanion/db/schema/sessions';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq } from 'drizzle-orm';
import type { ShowSecondFactor } from '../../contract/account.ts';
import { findAccount } from '../auth/find-account.ts';
import type { UserContext } from '../auth/user-context.ts';
import { proveFactor } from './prove-factor.ts';

/** What a session owes that the company's provider let in without it. Throws as `proveFactor`. */
export async function showSecondFactor(ctx: UserContext, shown: ShowSecondFactor): Promise<void> {
  const { user, session } = ctx;
  const by = await proveFactor(ctx, await findAccount(ctx.db, user.id), shown);
  await withTransaction(ctx.db, async (tx) => {
    await tx.update(sessions).set({ hasSecondFactor: true }).where(eq(sessions.id, session.id));
    await appendAuditEntry(tx, ctx, {
      at: ctx.now(),
      action: 'session.second-factor-shown',
      entityType: 'user',
      entityId: user.id,
      details: { by },
    });
  });
}
