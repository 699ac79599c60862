import { AppError } from '@workcompanion/core/errors';
import type { PeopleMonth, PersonMonth } from '../../contract/month.ts';
import type { ListPeopleOfMonth, ReadPersonMonth } from '../../contract/people.ts';
import { reachOf } from '../auth/reach/reach.ts';
import { reachPerson } from '../auth/reach/reach-person.ts';
import { readStanding } from '../auth/reach/read-standing.ts';
import { toldOf } from '../auth/reach/watch-delay.ts';
import { readWatchingSettings } from '../auth/reach/watching-settings.ts';
import type { UserContext } from '../auth/user-context.ts';
import { monthOfPeople } from './month-of-people.ts';
import { pageOfPeople } from './page-of-people.ts';

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
