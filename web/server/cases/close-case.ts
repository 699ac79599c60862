import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { cases } from '@workcompanion/db/schema/cases';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq } from 'drizzle-orm';
import type { OneCase } from '../../contract/cases.ts';
import type { UserContext } from '../auth/user-context.ts';
import { workableCase } from './open-case.ts';

/** Nothing is added to it any more; holds, packages and shares stay as they are. */
export async function closeCase(ctx: UserContext, { case: id }: OneCase): Promise<void> {
  await workableCase(ctx, id);
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    await tx.update(cases).set({ closedAt: at, closedBy: ctx.user.id }).where(eq(cases.id, id));
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'case.closed',
      entityType: 'case',
      entityId: id,
    });
  });
}
