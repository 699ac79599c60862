import type { PersonId, TeamId, UserId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Tx } from '@workcompanion/db/client';
import { grants } from '@workcompanion/db/schema/grants';
import { people } from '@workcompanion/db/schema/people';
import { and, asc, eq, gt, inArray, isNull, ne, or } from 'drizzle-orm';
import type { ControlAnswer } from '../../contract/control.ts';
import { MoveMembers } from '../../contract/teams.ts';
import type { UserContext } from '../auth/user-context.ts';
import { askOrApply } from '../control/ask-or-apply.ts';
import type { ControlledChange } from '../control/controlled-change.ts';
import { findTeam } from './list-teams.ts';
import { readManagers } from './set-managers.ts';

/** Who joins a team can be watched by its managers, and by whoever was lent a right over it. */
export const MOVE_MEMBERS: ControlledChange<MoveMembers, null> = {
  kind: 'team-members',
  wish: MoveMembers,
  right: 'users',
  async judge(tx, ctx, { team, join, leave }) {
    const { name } = await findTeam(tx, team);
    const joining = await readJoining(tx, team, join);
    const watching = await readWatching(tx, team, ctx.now());
    const gaining = joining.length === 0 ? [] : watching;
    return {
      gains: gaining.length > 0 ? ['watches-teams'] : [],
      favoured: { users: gaining, roles: [] },
      subject: `team:${team}`,
      facts: { name, joined: joining.map(({ id }) => id), left: leave, watchedBy: gaining },
      state: { joining, watching },
    };
  },
  async apply(tx, ctx, { team, ...wish }, agreement) {
    const { name } = await findTeam(tx, team);
    const joined = await join(tx, team, wish.join);
    const left = await leave(tx, team, wish.leave);
    if (joined.length + left.length === 0) return null;
    await appendAuditEntry(tx, ctx, {
      at: ctx.now(),
      action: 'team.members-changed',
      entityType: 'team',
      entityId: team,
      details: { ...agreement, name, joined, left },
    });
    return null;
  },
};

/** Lets people join the team, out of whichever they were in, and leave it. Throws `not-found`. */
export function moveMembers(ctx: UserContext, wish: MoveMembers): Promise<ControlAnswer<null>> {
  return askOrApply(ctx, MOVE_MEMBERS, wish);
}

/** Those who are not in it already, and where they are. */
function readJoining(tx: Tx, team: TeamId, joining: readonly PersonId[]) {
  return tx
    .select({ id: people.id, team: people.teamId })
    .from(people)
    .where(isElsewhere(team, joining))
    .orderBy(asc(people.id));
}

/** In an order that is always the same. */
async function readWatching(tx: Tx, team: TeamId, now: number): Promise<UserId[]> {
  const lent = await tx
    .select({ id: grants.userId })
    .from(grants)
    .where(and(eq(grants.teamId, team), isNull(grants.withdrawnAt), gt(grants.expiresAt, now)));
  const managers = await readManagers(tx, team);
  return [...new Set([...managers, ...lent.map(({ id }) => id)])].toSorted();
}

function isElsewhere(team: TeamId, joining: readonly PersonId[]) {
  return and(inArray(people.id, [...joining]), or(isNull(people.teamId), ne(people.teamId, team)));
}

/** Those who were not in it already. */
async function join(tx: Tx, team: TeamId, joining: readonly PersonId[]): Promise<string[]> {
  const rows = await tx
    .update(people)
    .set({ teamId: team })
    .where(isElsewhere(team, joining))
    .returning({ id: people.id });
  return rows.map(({ id }) => id);
}

async function leave(tx: Tx, team: TeamId, joining: readonly PersonId[]): Promise<string[]> {
  const rows = await tx
    .update(people)
    .set({ teamId: null })
    .where(and(inArray(people.id, [...joining]), eq(people.teamId, team)))
    .returning({ id: people.id });
  return rows.map(({ id }) => id);
}
