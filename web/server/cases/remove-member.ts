import { AppError } from '@workcompanion/core/errors';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { caseMembers } from '@workcompanion/db/schema/case-members';
import { cases } from '@workcompanion/db/schema/cases';
import { users } from '@workcompanion/db/schema/users';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq } from 'drizzle-orm';
import type { MemberOfCase } from '../../contract/cases.ts';
import type { UserContext } from '../auth/user-context.ts';
import { workableCase } from './open-case.ts';

/** From the next request on the case is not there for them. Throws `last-member`. */
export async function removeMember(
  ctx: UserContext,
  { case: id, user: userId }: MemberOfCase,
): Promise<void> {
  await workableCase(ctx, id);
  await withTransaction(ctx.db, async (tx) => {
    // Two who remove each other at once leave one.
    await tx.select({ id: cases.id }).from(cases).where(eq(cases.id, id)).for('update');
    const removed = await tx
      .delete(caseMembers)
      .where(and(eq(caseMembers.caseId, id), eq(caseMembers.userId, userId)));
    if (removed.rowCount === 0) return;
    if ((await tx.$count(caseMembers, eq(caseMembers.caseId, id))) === 0) {
      throw new AppError('last-member', 'A case keeps one member.');
    }
    const [user] = await tx.select({ name: users.name }).from(users).where(eq(users.id, userId));
    await appendAuditEntry(tx, ctx, {
      at: ctx.now(),
      action: 'case.member-removed',
      entityType: 'case',
      entityId: id,
      details: { user: userId, name: user?.name ?? '' },
    });
  });
}
