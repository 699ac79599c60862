import { people } from '@workcompanion/db/schema/people';
import { teams } from '@workcompanion/db/schema/teams';
import { and, eq } from 'drizzle-orm';
import type { ListPersonNames } from '../../contract/people.ts';
import type { PersonNamesPage } from '../../contract/teams.ts';
import { inReach } from '../auth/reach/in-reach.ts';
import type { UserContext } from '../auth/user-context.ts';
import { keyset } from '../sorting/keyset.ts';
import { BY_PERSON, PERSON_ID } from './list-people.ts';
import { matchesSearch } from './matches-search.ts';

/** The people in the user's reach by name, without their day: cheap, for lists to choose from. */
export async function listPersonNames(
  ctx: UserContext,
  { q, team, cursor, limit }: ListPersonNames,
): Promise<PersonNamesPage> {
  const { id, name, login } = people;
  const order = keyset({ keys: { person: BY_PERSON }, id: PERSON_ID, sort: 'person', cursor });
  const rows = await ctx.db
    .select({ id, name, login, team: { id: teams.id, name: teams.name }, key: order.key })
    .from(people)
    .leftJoin(teams, eq(teams.id, people.teamId))
    .where(
      and(inReach(ctx, 'list'), matchesSearch(q), team && eq(people.teamId, team), order.after),
    )
    .orderBy(...order.by)
    .limit(limit + 1);
  const { page, next } = order.cut(rows, { limit, idOf: (row) => row.id });
  return { items: page.map(({ key: _, ...person }) => person), next };
}
