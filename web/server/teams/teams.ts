import { AppError } from '@workcompanion/core/errors';
import { newId, TeamId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Tx } from '@workcompanion/db/client';
import { enrolmentTokens } from '@workcompanion/db/schema/enrolment-tokens';
import { grants } from '@workcompanion/db/schema/grants';
import { people } from '@workcompanion/db/schema/people';
import { policyAssignments } from '@workcompanion/db/schema/policies';
import { retentionRules } from '@workcompanion/db/schema/retention-rules';
import { teams } from '@workcompanion/db/schema/teams';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq, gt, isNull, ne, type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { CreateTeam, OneTeam, RenameTeam } from '../../contract/teams.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { findTeam } from './list-teams.ts';

/** Throws `already-exists` for a name that is taken. */
export async function createTeam(
  ctx: UserContext,
  { name }: CreateTeam,
): Promise<{ readonly id: TeamId }> {
  assertRight(ctx.user, 'users');
  const id = newId(TeamId);
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    const made = await tx
      .insert(teams)
      .values({ id, name, createdAt: at })
      .onConflictDoNothing()
      .returning({ id: teams.id });
    if (made.length === 0) throw new AppError('already-exists', `There is a team "${name}".`);
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'team.created',
      entityType: 'team',
      entityId: id,
      details: { name },
    });
  });
  return { id };
}

/** Throws `not-found`, `already-exists` for a name that is taken. */
export async function renameTeam(ctx: UserContext, { team: id, name }: RenameTeam): Promise<void> {
  assertRight(ctx.user, 'users');
  await withTransaction(ctx.db, async (tx) => {
    const { name: before } = await findTeam(tx, id);
    if (before === name) return;
    const taken = await tx
      .select({ id: teams.id })
      .from(teams)
      .where(and(eq(teams.name, name), ne(teams.id, id)));
    if (taken.length > 0) throw new AppError('already-exists', `There is a team "${name}".`);
    await tx.update(teams).set({ name }).where(eq(teams.id, id));
    await appendAuditEntry(tx, ctx, {
      at: ctx.now(),
      action: 'team.renamed',
      entityType: 'team',
      entityId: id,
      before: { name: before },
      after: { name },
    });
  });
}

/**
 * Throws `in-use` while it has members, a policy or retention rule, a token that enrols into it, or a
 * grant over it.
 */
export async function deleteTeam(ctx: UserContext, { team: id }: OneTeam): Promise<void> {
  assertRight(ctx.user, 'users');
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    const { name } = await findTeam(tx, id);
    await assertUnused(tx, id, at);
    await tx.delete(teams).where(eq(teams.id, id));
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'team.deleted',
      entityType: 'team',
      entityId: id,
      details: { name },
    });
  });
}

async function assertUnused(tx: Tx, id: TeamId, now: number): Promise<void> {
  const { expiresAt, revokedAt, teamId } = enrolmentTokens;
  const assigned = and(eq(policyAssignments.scope, 'team'), eq(policyAssignments.target, id));
  const lent = and(eq(grants.teamId, id), isNull(grants.withdrawnAt), gt(grants.expiresAt, now));
  const kept = and(eq(retentionRules.teamId, id), isNull(retentionRules.endedAt));
  const isUsed =
    (await isThere(tx, people, eq(people.teamId, id))) ||
    (await isThere(tx, policyAssignments, assigned)) ||
    (await isThere(tx, grants, lent)) ||
    (await isThere(tx, retentionRules, kept)) ||
    (await isThere(
      tx,
      enrolmentTokens,
      and(eq(teamId, id), isNull(revokedAt), gt(expiresAt, now)),
    ));
  if (isUsed) throw new AppError('in-use', `Team ${id} is in use.`);
}

async function isThere(tx: Tx, table: PgTable, where: SQL | undefined): Promise<boolean> {
  return (await tx.select({ one: sql`1` }).from(table).where(where).limit(1)).length > 0;
}
