import { AppError } from '@workcompanion/core/errors';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { teamManagers } from '@workcompanion/db/schema/team-managers';
import { users } from '@workcompanion/db/schema/users';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, arrayContains, asc, eq, inArray } from 'drizzle-orm';
import type { SetManagers } from '../../contract/teams.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { findTeam } from './find-team.ts';

/** Makes these the managers of the team. Throws `not-found` for who does not hold the role manager. */
export async function setManagers(ctx: UserContext, wish: SetManagers): Promise<void> {
  assertRight(ctx.user, 'users');
  const { team } = wish;
  const managers = [...new Set(wish.managers)].toSorted();
  await withTransaction(ctx.db, async (tx) => {
    await findTeam(tx, team);
    const known = await tx
      .select({ id: users.id })
      .from(users)
      .where(and(inArray(users.id, managers), arrayContains(users.roles, ['manager'])));
    if (known.length < managers.length) {
      throw new AppError('not-found', 'One of them has no account that holds the role manager.');
    }
    const before = await tx
      .select({ id: teamManagers.userId })
      .from(teamManagers)
      .where(eq(teamManagers.teamId, team))
      .orderBy(asc(teamManagers.userId));
    await tx.delete(teamManagers).where(eq(teamManagers.teamId, team));
    if (managers.length > 0) {
      await tx.insert(teamManagers).values(managers.map((userId) => ({ teamId: team, userId })));
    }
    await appendAuditEntry(tx, {
      at: ctx.now(),
      userId: ctx.user.id,
      action: 'team.managers-changed',
      subject: `team:${team}`,
      details: { before: before.map(({ id }) => id), after: managers },
    });
  });
}
