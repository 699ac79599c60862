import { AppError } from '@workcompanion/core/errors';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { policies, policyAssignments } from '@workcompanion/db/schema/policies';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq } from 'drizzle-orm';
import type { AssignPolicy, WithdrawPolicy } from '../../contract/policies.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { putInForce } from './put-in-force.ts';

/** Recorders take it up with their next heartbeat. */
export async function assignPolicy(
  ctx: UserContext,
  { version, target }: AssignPolicy,
): Promise<void> {
  assertRight(ctx.user, 'policy');
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    const known = await tx
      .select({ version: policies.version })
      .from(policies)
      .where(eq(policies.version, version));
    if (known.length === 0) throw new AppError('not-found', `There is no policy ${version}.`);
    await putInForce(tx, { target, version, at, by: ctx.user.id });
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'policy.assigned',
      entityType: 'policy',
      entityId: String(version),
      details: { target },
    });
  });
}

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
