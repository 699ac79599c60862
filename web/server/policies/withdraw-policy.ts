import { AppError } from '@workcompanion/core/errors';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { policyAssignments } from '@workcompanion/db/schema/policy-assignments';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq } from 'drizzle-orm';
import type { WithdrawPolicy } from '../../contract/policies.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';

/** The team or device goes by the next nearest policy again. Withdrawing twice is no error. */
export async function withdrawPolicy(ctx: UserContext, { target }: WithdrawPolicy): Promise<void> {
  assertRight(ctx.user, 'policy');
  if (target.scope === 'all') {
    throw new AppError('invalid-input', 'The policy for all can only be replaced by another.');
  }
  await withTransaction(ctx.db, async (tx) => {
    const [withdrawn] = await tx
      .delete(policyAssignments)
      .where(
        and(eq(policyAssignments.scope, target.scope), eq(policyAssignments.target, target.id)),
      )
      .returning({ version: policyAssignments.version });
    if (withdrawn === undefined) return;
    await appendAuditEntry(tx, ctx, {
      at: ctx.now(),
      action: 'policy.withdrawn',
      entityType: 'policy',
      entityId: String(withdrawn.version),
      details: { target },
    });
  });
}
