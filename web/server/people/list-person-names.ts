import { EmployeeId, TeamId } from '@workcompanion/core/ids';
import { employees } from '@workcompanion/db/schema/employees';
import { teams } from '@workcompanion/db/schema/teams';
import { and, asc, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { PersonNamesPage } from '../../contract/teams.ts';
import { inReach } from '../auth/reach/in-reach.ts';
import type { UserContext } from '../auth/user-context.ts';
import { isAfterName, nameCursor, nameCursorOf } from '../name-cursor.ts';
import { PageSize } from '../page-size.ts';
import { matchesSearch } from './matches-search.ts';

export const ListPersonNames = z.object({
  q: z.string().trim().max(100).default(''),
  team: TeamId.optional(),
  cursor: nameCursorOf(EmployeeId).optional(),
  limit: PageSize,
});

/** The people in the user's reach by name, without their day: cheap, for lists to choose from. */
export async function listPersonNames(
  ctx: UserContext,
  { q, team, cursor, limit }: z.infer<typeof ListPersonNames>,
): Promise<PersonNamesPage> {
  const { id, name, login } = employees;
  const rows = await ctx.db
    .select({ id, name, login, team: { id: teams.id, name: teams.name } })
    .from(employees)
    .leftJoin(teams, eq(teams.id, employees.teamId))
    .where(
      and(
        inReach(ctx, 'list'),
        matchesSearch(q),
        team && eq(employees.teamId, team),
        cursor && isAfterName(employees, cursor),
      ),
    )
    .orderBy(asc(employees.name), asc(employees.id))
    .limit(limit + 1);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? nameCursor(last) : null };
}
