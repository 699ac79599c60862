import type { Db } from '@workcompanion/db/client';
import { readDaysOfPeople } from '@workcompanion/db/queries/read-days-of-people';
import type { employees } from '@workcompanion/db/schema/employees';
import type { PeopleMonth } from '../../contract/month.ts';
import { isWithinReach, type Reach } from '../auth/reach/reach.ts';
import { daysOfMonth } from './days-of-month.ts';
import { FAULT_CAUSES } from './fault-causes.ts';
import { localDayOf } from './local-day.ts';

interface Asked {
  readonly month: string;
  readonly now: number;
  readonly people: readonly {
    readonly employee: typeof employees.$inferSelect;
    readonly reach: Reach;
    /** What of the footage is old enough to be told of. */
    readonly told: Reach;
  }[];
}

/** The days of a month for each of some people; of a lent window only the days wholly inside it. */
export async function monthOfPeople(
  db: Db,
  { month, now, people }: Asked,
): Promise<PeopleMonth['items']> {
  const zones = [...new Set(people.map(({ employee }) => employee.timeZone))];
  const days = zones.flatMap((timeZone) =>
    daysOfMonth(month, timeZone).map((day) => ({ timeZone, ...day })),
  );
  const totals = await readDaysOfPeople(db, {
    employeeIds: people.map(({ employee }) => employee.id),
    told: people.flatMap(({ employee, told }) =>
      told === 'all' ? [] : [{ employeeId: employee.id, stretches: told }],
    ),
    days,
    faults: FAULT_CAUSES,
    now,
  });
  const byPerson = Map.groupBy(totals, ({ employeeId }) => employeeId);
  return people.map(({ employee: { id, name, login, timeZone }, reach }) => {
    const inReach = new Set(
      days
        .filter((day) => day.timeZone === timeZone && isWithinReach(reach, day))
        .map(({ date }) => date),
    );
    return {
      person: { id, name, login, timeZone },
      today: localDayOf(now, timeZone).date,
      days: (byPerson.get(id) ?? [])
        .filter(({ date }) => inReach.has(date))
        .map(({ date, recorded, gaps, faults }) => ({ date, recorded, gaps, faults })),
    };
  });
}
