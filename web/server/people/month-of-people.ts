import type { GapCause } from '@workcompanion/core/protocol/gap-cause';
import type { Db } from '@workcompanion/db/client';
import { readDaysOfPeople } from '@workcompanion/db/queries/read-days-of-people';
import type { people } from '@workcompanion/db/schema/people';
import { Temporal } from 'temporal-polyfill';
import type { PeopleMonth } from '../../contract/month.ts';
import { isWithinReach, type Reach } from '../auth/reach/reach.ts';
import { type LocalDay, localDay, localDayOf } from './local-day.ts';

/** Causes of gaps that somebody should look at: neither the person's right nor an ordinary pause. */
const FAULT_CAUSES = [
  'display-lost',
  'capture-failed',
  'disk-full',
  'crashed',
  'killed',
  'unexplained',
  'footage-lost',
  'key-lost',
] as const satisfies readonly GapCause[];

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

/** The days of "2026-11" by the calendar and the clock of a zone. */
export function daysOfMonth(month: string, timeZone: string): readonly LocalDay[] {
  const { year, month: number, daysInMonth } = Temporal.PlainYearMonth.from(month);
  return Array.from({ length: daysInMonth }, (_, index) =>
    localDay(new Temporal.PlainDate(year, number, index + 1).toString(), timeZone),
  );
}
