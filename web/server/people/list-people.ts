import { EmployeeId } from '@workcompanion/core/ids';
import { readDeviceDay } from '@workcompanion/db/queries/read-device-day';
import { devices } from '@workcompanion/db/schema/devices';
import { employees } from '@workcompanion/db/schema/employees';
import { and, asc, inArray } from 'drizzle-orm';
import { z } from 'zod';
import type { PeoplePage } from '../../contract/people.ts';
import { inReach } from '../auth/reach/in-reach.ts';
import { reachOf } from '../auth/reach/reach.ts';
import { readStanding } from '../auth/reach/read-standing.ts';
import { toldOf } from '../auth/reach/watch-delay.ts';
import type { UserContext } from '../auth/user-context.ts';
import { isAfterName, nameCursor, nameCursorOf } from '../name-cursor.ts';
import { PageSize } from '../page-size.ts';
import { readWatchingSettings } from '../watching/watching-settings.ts';
import { localDayOf } from './local-day.ts';
import { matchesSearch } from './matches-search.ts';
import { summarisePerson } from './summarise-person.ts';

export const ListPeople = z.object({
  /** Words that a name, login or computer must hold. */
  q: z.string().trim().max(100).default(''),
  cursor: nameCursorOf(EmployeeId).optional(),
  limit: PageSize,
});

/** The people in the user's reach by name, each with what is known of their present day. */
export async function listPeople(
  ctx: UserContext,
  { q, cursor, limit }: z.infer<typeof ListPeople>,
): Promise<PeoplePage> {
  const now = ctx.now();
  const standing = await readStanding(ctx);
  const { delayMinutes: minutes } = await readWatchingSettings(ctx.db);
  const rows = await ctx.db
    .select()
    .from(employees)
    .where(and(inReach(ctx, 'list'), cursor && isAfterName(employees, cursor), matchesSearch(q)))
    .orderBy(asc(employees.name), asc(employees.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit).map((employee) => ({
    employee,
    day: localDayOf(now, employee.timeZone),
  }));
  const ids = page.map(({ employee }) => employee.id);
  const owned = await ctx.db.select().from(devices).where(inArray(devices.employeeId, ids));
  const footage = await readDeviceDay(ctx.db, {
    deviceIds: owned.map((device) => device.id),
    from: Math.min(...page.map(({ day }) => day.from)),
    to: Math.max(...page.map(({ day }) => day.to)),
  });
  const last = page.at(-1);
  return {
    items: page.map(({ employee, day }) => {
      const own = owned.filter((device) => device.employeeId === employee.id);
      const reach = reachOf(standing, { right: 'list', person: employee, now });
      const told = toldOf(standing, employee, { minutes, now });
      return summarisePerson({ employee, day, devices: own, footage, reach, told, now });
    }),
    next: rows.length > limit && last ? nameCursor(last.employee) : null,
  };
}
