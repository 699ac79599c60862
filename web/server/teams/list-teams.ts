import { AppError } from '@workcompanion/core/errors';
import type { TeamId } from '@workcompanion/core/ids';
import type { Tx } from '@workcompanion/db/client';
import { people } from '@workcompanion/db/schema/people';
import { teamManagers } from '@workcompanion/db/schema/team-managers';
import { teams } from '@workcompanion/db/schema/teams';
import { users } from '@workcompanion/db/schema/users';
import { asc, count, eq } from 'drizzle-orm';
import type { Teams } from '../../contract/teams.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';

/** All, by name: a company has tens of them, so that they need no pages. */
export async function listTeams(ctx: UserContext): Promise<Teams> {
  assertRight(ctx.user, 'list');
  const rows = await ctx.db
    .select({ id: teams.id, name: teams.name, members: count(people.id) })
    .from(teams)
    .leftJoin(people, eq(people.teamId, teams.id))
    .groupBy(teams.id)
    .orderBy(asc(teams.name));
  const managers = await ctx.db
    .select({ team: teamManagers.teamId, id: users.id, name: users.name })
    .from(teamManagers)
    .innerJoin(users, eq(users.id, teamManagers.userId))
    .orderBy(asc(users.name));
  return {
    items: rows.map((row) => ({
      ...row,
      managers: managers
        .filter(({ team }) => team === row.id)
        .map(({ id, name }) => ({ id, name })),
    })),
  };
}

/** Locked to the end of the transaction. Throws `not-found`. */
export async function findTeam(tx: Tx, id: TeamId): Promise<typeof teams.$inferSelect> {
  const [row] = await tx.select().from(teams).where(eq(teams.id, id)).for('update');
  if (!row) throw new AppError('not-found', `There is no team ${id}.`);
  return row;
}
