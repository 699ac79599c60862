import { AppError } from '@workcompanion/core/errors';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Tx } from '@workcompanion/db/client';
import { lockRetention } from '@workcompanion/db/retention/lock-retention';
import { rehearseDeletion } from '@workcompanion/db/retention/rehearse-deletion';
import { retentionRules } from '@workcompanion/db/schema/retention-rules';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { RuleChoice } from '../../contract/retention.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';

type Rule = typeof retentionRules.$inferSelect;

/**
 * Puts a proposed rule in force, in place of the one before; the next night deletes by it. What it
 * would take today is worked out first, and stays in the audit log.
 */
export async function approveRule(ctx: UserContext, { rule: id }: RuleChoice): Promise<void> {
  assertRight(ctx.user, 'delete');
  const at = ctx.now();
  const candidate = await findProposal(ctx.db, id);
  const { goes, held, people } = await rehearseDeletion(ctx.db, { at, dueBy: at, candidate });
  await withTransaction(ctx.db, async (tx) => {
    await lockRetention(tx);
    const rule = await findProposal(tx, id);
    await endRuleInForce(tx, rule, { endedAt: at, endedBy: ctx.user.id });
    await tx
      .update(retentionRules)
      .set({ approvedAt: at, approvedBy: ctx.user.id })
      .where(eq(retentionRules.id, id));
    const { teamId, days, proposedBy } = rule;
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'retention-rule.put-in-force',
      entityType: 'retention-rule',
      entityId: id,
      details: { teamId, days, proposedBy, rehearsal: { goes, held, people } },
    });
  });
}

async function findProposal(db: UserContext['db'] | Tx, id: Rule['id']): Promise<Rule> {
  const [rule] = await db.select().from(retentionRules).where(eq(retentionRules.id, id));
  if (!rule) throw new AppError('not-found', `There is no retention rule ${id}.`);
  if (rule.approvedAt === null && rule.endedAt === null) return rule;
  throw new AppError('already-exists', 'The rule was put in force or dropped meanwhile.');
}

function endRuleInForce(
  tx: Tx,
  { teamId }: Rule,
  ended: Required<Pick<Rule, 'endedAt' | 'endedBy'>>,
) {
  return tx
    .update(retentionRules)
    .set(ended)
    .where(
      and(
        sql`${retentionRules.teamId} is not distinct from ${teamId}`,
        isNotNull(retentionRules.approvedAt),
        isNull(retentionRules.endedAt),
      ),
    );
}
