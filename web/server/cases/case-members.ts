import { AppError } from '@workcompanion/core/errors';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { caseMembers, cases } from '@workcompanion/db/schema/cases';
import { grants } from '@workcompanion/db/schema/grants';
import { users } from '@workcompanion/db/schema/users';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, arrayContains, asc, eq, gt, inArray, isNull, or, sql } from 'drizzle-orm';
import type { CaseCandidates, ListCandidates, MemberOfCase } from '../../contract/cases.ts';
import { grantsGiving } from '../auth/reach/granted-rights.ts';
import type { UserContext } from '../auth/user-context.ts';
import { matchesAccount } from '../lists/matches-search.ts';
import { assertRoom } from './case-limits.ts';
import { assertExportsSome, mayExportSome, workableCase } from './open-case.ts';

const MOST = 20;

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

/** Who could be made a member of a case, by part of a name: the first of them. */
export async function listCandidates(
  ctx: UserContext,
  { q }: ListCandidates,
): Promise<CaseCandidates> {
  await assertExportsSome(ctx);
  const lent = ctx.db
    .select({ one: sql`1` })
    .from(grants)
    .where(
      and(
        eq(grants.userId, users.id),
        inArray(grants.right, grantsGiving('export')),
        isNull(grants.withdrawnAt),
        gt(grants.expiresAt, ctx.now()),
      ),
    );
  const { id, name, email } = users;
  const items = await ctx.db
    .select({ id, name, email })
    .from(users)
    .where(
      and(
        isNull(users.disabledAt),
        matchesAccount(q),
        or(arrayContains(users.roles, ['compliance']), sql`exists ${lent}`),
      ),
    )
    .orderBy(asc(name), asc(id))
    .limit(MOST);
  return { items };
}
