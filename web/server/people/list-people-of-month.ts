import { AppError } from '@workcompanion/core/errors';
import type { GapCause } from '@workcompanion/core/protocol/gap-cause';
import type { Db } from '@workcompanion/db/client';
import { readDaysOfPeople } from '@workcompanion/db/queries/read-days-of-people';
import type { people } from '@workcompanion/db/schema/people';
import { Temporal } from 'temporal-polyfill';
import type { PeopleMonth, PersonMonth } from '../../contract/month.ts';
import type { ListPeopleOfMonth, ReadPersonMonth } from '../../contract/people.ts';
import { isWithinReach, type Reach, reachOf } from '../auth/reach/reach.ts';
import { reachPerson } from '../auth/reach/reach-person.ts';
import { readStanding } from '../auth/reach/read-standing.ts';
import { toldOf } from '../auth/reach/watch-delay.ts';
import { readWatchingSettings } from '../auth/reach/watching-settings.ts';
import type { UserContext } from '../auth/user-context.ts';
import { type LocalDay, localDay, localDayOf } from './local-day.ts';
import { pageOfPeople } from './page-of-people.ts';

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

/** The people in the user's reach by name, each with the days of one month. */
export async function listPeopleOfMonth(
  ctx: UserContext,
  { month, ...wish }: ListPeopleOfMonth,
): Promise<PeopleMonth> {
  const now = ctx.now();
  const standing = await readStanding(ctx);
  const { delayMinutes: minutes } = await readWatchingSettings(ctx.db);
  const { page, next } = await pageOfPeople(ctx, wish);
  const reached = page.map((person) => ({
    person,
    reach: reachOf(standing, { right: 'list', person, now }),
    told: toldOf(standing, person, { minutes, now }),
  }));
  return {
    items: await monthOfPeople(ctx.db, { month, now, people: reached }),
    next,
  };
}

/** The hours recorded and missing of each day of a month, by the person's own calendar. */
export async function readPersonMonth(
  ctx: UserContext,
  { person: id, month }: ReadPersonMonth,
): Promise<PersonMonth> {
  const { person, reach } = await reachPerson(ctx, 'list', id);
  const now = ctx.now();
  const { delayMinutes: minutes } = await readWatchingSettings(ctx.db);
  const told = toldOf(await readStanding(ctx), person, { minutes, now });
  const [item] = await monthOfPeople(ctx.db, { month, now, people: [{ person, reach, told }] });
  if (item === undefined) throw new AppError('internal', `The month of  got lost.`);
  return { ...item, month };
}

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
async function monthOfPeople(db: Db, { month, now, people }: Asked): Promise<PeopleMonth['items']> {
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
