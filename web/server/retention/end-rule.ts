import { AppError } from '@workcompanion/core/errors';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { lockRetention } from '@workcompanion/db/retention/lock-retention';
import { retentionRules } from '@workcompanion/db/schema/retention-rules';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq, isNull } from 'drizzle-orm';
import type { RuleChoice } from '../../contract/retention.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';

/** Withdraws a rule, or drops a proposal. Twice is no error. The team goes by the rule for all again. */
export async function endRule(ctx: UserContext, { rule: id }: RuleChoice): Promise<void> {
  assertRight(ctx.user, 'policy');
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    await lockRetention(tx);
    const [ended] = await tx
      .update(retentionRules)
      .set({ endedAt: at, endedBy: ctx.user.id })
      .where(and(eq(retentionRules.id, id), isNull(retentionRules.endedAt)))
      .returning();
    if (ended) {
      await appendAuditEntry(tx, ctx, {
        at,
        action: ended.approvedAt === null ? 'retention-rule.dropped' : 'retention-rule.withdrawn',
        entityType: 'retention-rule',
        entityId: id,
        details: { teamId: ended.teamId, days: ended.days },
      });
      return;
    }
    const known = await tx
      .select({ id: retentionRules.id })
      .from(retentionRules)
      .where(eq(retentionRules.id, id));
    if (known.length === 0) throw new AppError('not-found', `There is no retention rule ${id}.`);
  });
}
