import { teams } from '@workcompanion/db/schema/teams';
import { asc } from 'drizzle-orm';
import type { Teams } from '../../contract/teams.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';

/** All, by name: a company has tens of them, so that they need no pages. */
export async function listTeams(ctx: UserContext): Promise<Teams> {
  assertRight(ctx.user, 'list');
  const items = await ctx.db
    .select({ id: teams.id, name: teams.name })
    .from(teams)
    .orderBy(asc(teams.name));
  return { items };
}
