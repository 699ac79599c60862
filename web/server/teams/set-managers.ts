import { AppError } from '@workcompanion/core/errors';
import type { TeamId, UserId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Tx } from '@workcompanion/db/client';
import { teamManagers } from '@workcompanion/db/schema/team-managers';
import { users } from '@workcompanion/db/schema/users';
import { and, arrayContains, asc, eq, inArray } from 'drizzle-orm';
import type { ControlAnswer } from '../../contract/control.ts';
import { SetManagers } from '../../contract/teams.ts';
import type { UserContext } from '../auth/user-context.ts';
import { askOrApply } from '../control/ask-or-apply.ts';
import type { ControlledChange } from '../control/controlled-change.ts';
import { findTeam } from './list-teams.ts';

export const SET_MANAGERS: ControlledChange<SetManagers, null> = {
  kind: 'team-managers',
  wish: SetManagers,
  right: 'users',
  async judge(tx, _ctx, wish) {
    const { name } = await findTeam(tx, wish.team);
    const after = managersOf(wish);
    await assertMayManage(tx, after);
    const before = await readManagers(tx, wish.team);
    const added = after.filter((id) => !before.includes(id));
    return {
      // Asked for a team without members too: people may join it later.
      gains: added.length > 0 ? ['watches-teams'] : [],
      favoured: { users: added, roles: [] },
      subject: `team:${wish.team}`,
      facts: { name, before: { managers: before }, after: { managers: after } },
      state: { before },
    };
  },
  async apply(tx, ctx, wish, agreement) {
    const { team } = wish;
    const after = managersOf(wish);
    await assertMayManage(tx, after);
    const before = await readManagers(tx, team);
    await tx.delete(teamManagers).where(eq(teamManagers.teamId, team));
    if (after.length > 0) {
      await tx.insert(teamManagers).values(after.map((userId) => ({ teamId: team, userId })));
    }
    await appendAuditEntry(tx, ctx, {
      at: ctx.now(),
      action: 'team.managers-changed',
      entityType: 'team',
      entityId: team,
      before: { managers: before },
      after: { managers: after },
      details: agreement,
    });
    return null;
  },
};

/** Makes these the managers of the team. Throws `not-found` for who does not hold the role manager. */
export function setManagers(ctx: UserContext, wish: SetManagers): Promise<ControlAnswer<null>> {
  return askOrApply(ctx, SET_MANAGERS, wish);
}

/** In an order that is always the same. */
export async function readManagers(tx: Tx, team: TeamId): Promise<UserId[]> {
  const rows = await tx
    .select({ id: teamManagers.userId })
    .from(teamManagers)
    .where(eq(teamManagers.teamId, team))
    .orderBy(asc(teamManagers.userId));
  return rows.map(({ id }) => id);
}

function managersOf({ managers }: SetManagers): UserId[] {
  return [...new Set(managers)].toSorted();
}

async function assertMayManage(tx: Tx, managers: UserId[]): Promise<void> {
  const known = await tx.$count(
    users,
    and(inArray(users.id, managers), arrayContains(users.roles, ['manager'])),
  );
  if (known === managers.length) return;
  throw new AppError('not-found', 'One of them has no account that holds the role manager.');
}
