import { AppError } from '@workcompanion/core/errors';
import { newId, RetentionRuleId, type TeamId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Tx } from '@workcompanion/db/client';
import { lockRetention } from '@workcompanion/db/retention/lock-retention';
import { rehearseDeletion } from '@workcompanion/db/retention/rehearse-deletion';
import { retentionRules } from '@workcompanion/db/schema/retention-rules';
import { teams } from '@workcompanion/db/schema/teams';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { ProposeRule, Rehearsal, RehearseRule, RuleChoice } from '../../contract/retention.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';

/** Changes nothing yet: somebody with the right "delete" puts it in force. Replaces an older proposal. */
export async function proposeRule(ctx: UserContext, wish: ProposeRule): Promise<RuleChoice> {
  assertRight(ctx.user, 'policy');
  const { teamId, days, note } = wish;
  const at = ctx.now();
  const by = ctx.user.id;
  const id = newId(RetentionRuleId, at / 1000);
  await withTransaction(ctx.db, async (tx) => {
    await lockRetention(tx);
    await assertTeamExists(tx, teamId);
    await tx
      .update(retentionRules)
      .set({ endedAt: at, endedBy: by })
      .where(
        and(
          sql`${retentionRules.teamId} is not distinct from ${teamId}`,
          isNull(retentionRules.approvedAt),
          isNull(retentionRules.endedAt),
        ),
      );
    await tx
      .insert(retentionRules)
      .values({ id, teamId, days, note, proposedAt: at, proposedBy: by });
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'retention-rule.proposed',
      entityType: 'retention-rule',
      entityId: id,
      details: { teamId, days, note },
    });
  });
  return { rule: id };
}

async function assertTeamExists(tx: Tx, id: TeamId | null): Promise<void> {
  if (id === null) return;
  const rows = await tx.select({ id: teams.id }).from(teams).where(eq(teams.id, id));
  if (rows.length === 0) throw new AppError('not-found', `There is no team ${id}.`);
}

/** What such a rule would take today from those it would be for. Nothing is changed. */
export async function rehearseRule(
  ctx: UserContext,
  { team, days }: RehearseRule,
): Promise<Rehearsal> {
  assertRight(ctx.user, 'list');
  const at = ctx.now();
  const candidate = { teamId: team ?? null, days };
  const rehearsal = await rehearseDeletion(ctx.db, { at, dueBy: at, candidate });
  return { ...rehearsal, shares: [...rehearsal.shares] };
}
