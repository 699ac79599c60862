import type { Db } from '@workcompanion/db/client';
import { readDaysOfPeople } from '@workcompanion/db/queries/read-days-of-people';
import type { people } from '@workcompanion/db/schema/people';
import type { PeopleMonth } from '../../contract/month.ts';
import { isWithinReach, type Reach } from '../auth/reach/reach.ts';
import { daysOfMonth } from './days-of-month.ts';
import { FAULT_CAUSES } from './fault-causes.ts';
import { localDayOf } from './local-day.ts';

interface Asked {
  readonly month: string;
  readonly now: number;
  readonly people: readonly {
    readonly person: typeof people.$inferSelect;
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
  const zones = [...new Set(people.map(({ person }) => person.timeZone))];
  const days = zones.flatMap((timeZone) =>
    daysOfMonth(month, timeZone).map((day) => ({ timeZone, ...day })),
  );
  const totals = await readDaysOfPeople(db, {
    personIds: people.map(({ person }) => person.id),
    told: people.flatMap(({ person, told }) =>
      told === 'all' ? [] : [{ personId: person.id, stretches: told }],
    ),
    days,
    faults: FAULT_CAUSES,
    now,
  });
  const byPerson = Map.groupBy(totals, ({ personId }) => personId);
  return people.map(({ person: { id, name, login, timeZone }, reach }) => {
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
