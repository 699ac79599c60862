import { AppError } from '@workcompanion/core/errors';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Tx } from '@workcompanion/db/client';
import { teamManagers } from '@workcompanion/db/schema/team-managers';
import { users } from '@workcompanion/db/schema/users';
import { withTransaction } from '@workcompanion/db/transaction';
import { asc, eq } from 'drizzle-orm';
import type { ChangeUser } from '../../contract/users.ts';
import { assertRight } from '../auth/assert-right.ts';
import { endSessions } from '../auth/end-sessions.ts';
import type { UserContext } from '../auth/user-context.ts';
import { assertAdminRemains, lockAccounts } from './assert-admin-remains.ts';
import { findAccount } from './find-account.ts';
import { assertPersonFree, setManagedTeams } from './set-duties.ts';

type UserRow = typeof users.$inferSelect;

/**
 * What an account may do, from its next sign-in on. Throws `forbidden` (roles for oneself),
 * `last-admin`, `already-exists` (the person has another account), `not-found`.
 */
export async function changeUser(ctx: UserContext, wish: ChangeUser): Promise<void> {
  assertRight(ctx.user, 'users');
  const { user: id, name, teams, employeeId } = wish;
  const roles = [...new Set(wish.roles)];
  await withTransaction(ctx.db, async (tx) => {
    await lockAccounts(tx);
    const before = await factsOf(tx, await findAccount(tx, id));
    assertGivesOthersOnly(ctx, { id, before: before.roles, after: roles });
    await assertPersonFree(tx, { user: id, employeeId });
    await tx.update(users).set({ name, roles, employeeId }).where(eq(users.id, id));
    await setManagedTeams(tx, { user: id, teams });
    await assertAdminRemains(tx);
    if (!isSameDuty(before, { roles, employeeId })) {
      await endSessions(tx, ctx, { user: id, why: 'roles-changed' });
    }
    await appendAuditEntry(tx, {
      at: ctx.now(),
      userId: ctx.user.id,
      action: 'user.changed',
      subject: `user:${id}`,
      details: { before, after: { name, roles, teams, employeeId } },
    });
  });
}

async function factsOf(tx: Tx, { id, name, roles, employeeId }: UserRow) {
  const managed = await tx
    .select({ team: teamManagers.teamId })
    .from(teamManagers)
    .where(eq(teamManagers.userId, id))
    .orderBy(asc(teamManagers.teamId));
  return { name, roles, teams: managed.map(({ team }) => team), employeeId };
}

type Duty = Pick<UserRow, 'roles' | 'employeeId'>;

function isSameDuty(before: Duty, after: Duty): boolean {
  const isSame = new Set([...before.roles, ...after.roles]).size;
  return (
    isSame === before.roles.length &&
    isSame === after.roles.length &&
    before.employeeId === after.employeeId
  );
}

interface RoleChange {
  readonly id: UserRow['id'];
  readonly before: UserRow['roles'];
  readonly after: UserRow['roles'];
}

/** Roles can be laid down, but nobody takes one: that is for another administrator to give. */
function assertGivesOthersOnly(ctx: UserContext, { id, before, after }: RoleChange): void {
  if (id !== ctx.user.id || after.every((role) => before.includes(role))) return;
  throw new AppError('forbidden', 'Another administrator must give you a role.');
}
