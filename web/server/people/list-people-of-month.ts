import { employees } from '@workcompanion/db/schema/employees';
import { and, asc } from 'drizzle-orm';
import type { z } from 'zod';
import { MonthParam, type PeopleMonth } from '../../contract/month.ts';
import { inReach } from '../auth/reach/in-reach.ts';
import { reachOf } from '../auth/reach/reach.ts';
import { readStanding } from '../auth/reach/read-standing.ts';
import { toldOf } from '../auth/reach/watch-delay.ts';
import type { UserContext } from '../auth/user-context.ts';
import { isAfterName, nameCursor } from '../name-cursor.ts';
import { readWatchingSettings } from '../watching/watching-settings.ts';
import { ListPeople } from './list-people.ts';
import { matchesSearch } from './matches-search.ts';
import { monthOfPeople } from './month-of-people.ts';

export const ListPeopleOfMonth = ListPeople.extend({ month: MonthParam });

/** The people in the user's reach by name, each with the days of one month. */
export async function listPeopleOfMonth(
  ctx: UserContext,
  { q, cursor, limit, month }: z.infer<typeof ListPeopleOfMonth>,
): Promise<PeopleMonth> {
  const now = ctx.now();
  const standing = await readStanding(ctx);
  const { delayMinutes: minutes } = await readWatchingSettings(ctx.db);
  const rows = await ctx.db
    .select()
    .from(employees)
    .where(and(inReach(ctx, 'list'), cursor && isAfterName(employees, cursor), matchesSearch(q)))
    .orderBy(asc(employees.name), asc(employees.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  const people = page.map((employee) => ({
    employee,
    reach: reachOf(standing, { right: 'list', person: employee, now }),
    told: toldOf(standing, employee, { minutes, now }),
  }));
  const last = page.at(-1);
  return {
    items: await monthOfPeople(ctx.db, { month, now, people }),
    next: rows.length > limit && last ? nameCursor(last) : null,
  };
}
