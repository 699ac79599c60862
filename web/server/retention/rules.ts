import { AppError } from '@workcompanion/core/errors';
import { newId, RetentionRuleId, type TeamId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Tx } from '@workcompanion/db/client';
import { lockRetention } from '@workcompanion/db/retention/lock-retention';
import { rehearseDeletion } from '@workcompanion/db/retention/rehearse-deletion';
import { retentionRules } from '@workcompanion/db/schema/retention-rules';
import { teams } from '@workcompanion/db/schema/teams';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
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
