import { AppError } from '@workcompanion/core/errors';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { cases } from '@workcompanion/db/schema/cases';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq, isNotNull } from 'drizzle-orm';
import type { OneCase } from '../../contract/cases.ts';
import type { UserContext } from '../auth/user-context.ts';
import { assertExportsSome, isMemberOf, workableCase } from './open-case.ts';

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

/** By a member. One that is open stays so. */
export async function reopenCase(ctx: UserContext, { case: id }: OneCase): Promise<void> {
  await assertExportsSome(ctx);
  if (!(await isMemberOf(ctx.db, ctx, id))) {
    throw new AppError('not-found', `There is no case ${id} that you may open.`);
  }
  await withTransaction(ctx.db, async (tx) => {
    const opened = await tx
      .update(cases)
      .set({ closedAt: null, closedBy: null })
      .where(and(eq(cases.id, id), isNotNull(cases.closedAt)));
    if (opened.rowCount === 0) return;
    await appendAuditEntry(tx, ctx, {
      at: ctx.now(),
      action: 'case.reopened',
      entityType: 'case',
      entityId: id,
    });
  });
}
