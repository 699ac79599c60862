import { AppError } from '@workcompanion/core/errors';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { caseMembers } from '@workcompanion/db/schema/case-members';
import { users } from '@workcompanion/db/schema/users';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq, isNull } from 'drizzle-orm';
import type { MemberOfCase } from '../../contract/cases.ts';
import type { UserContext } from '../auth/user-context.ts';
import { assertRoom } from './case-limits.ts';
import { mayExportSome } from './may-export-some.ts';
import { workableCase } from './open-case.ts';

/** Somebody who may export some footage at least. Twice is no error. */
export async function addMember(
  ctx: UserContext,
  { case: id, user: userId }: MemberOfCase,
): Promise<void> {
  await workableCase(ctx, id);
  const [user] = await ctx.db
    .select()
    .from(users)
    .where(and(eq(users.id, userId), isNull(users.disabledAt)));
  if (!user) throw new AppError('not-found', `There is no account ${userId}.`);
  if (!(await mayExportSome({ ...ctx, user }))) {
    throw new AppError('invalid-input', 'Only who may export can be a member of a case.');
  }
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    assertRoom('members', await tx.$count(caseMembers, eq(caseMembers.caseId, id)));
    const added = await tx
      .insert(caseMembers)
      .values({ caseId: id, userId, addedAt: at, addedBy: ctx.user.id })
      .onConflictDoNothing();
    if (added.rowCount === 0) return;
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'case.member-added',
      entityType: 'case',
      entityId: id,
      details: { user: userId, name: user.name },
    });
  });
}
