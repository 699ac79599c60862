import { readDeviceDay } from '@workcompanion/db/queries/read-device-day';
import { selectDevices } from '@workcompanion/db/queries/select-devices';
import { devices } from '@workcompanion/db/schema/devices';
import type { people } from '@workcompanion/db/schema/people';
import { teams } from '@workcompanion/db/schema/teams';
import { inArray } from 'drizzle-orm';
import type { ListPeople, ListPersonNames, PeoplePage } from '../../contract/people.ts';
import type { PersonNamesPage } from '../../contract/teams.ts';
import { reachOf } from '../auth/reach/reach.ts';
import { readStanding } from '../auth/reach/read-standing.ts';
import { toldOf } from '../auth/reach/watch-delay.ts';
import { readWatchingSettings } from '../auth/reach/watching-settings.ts';
import type { UserContext } from '../auth/user-context.ts';
import { localDayOf } from './local-day.ts';
import { pageOfPeople } from './page-of-people.ts';
import { summarisePerson } from './summarise-person.ts';

/** The people in the user's reach by name, or as asked for, each with what is known of their present day. */
export async function listPeople(ctx: UserContext, wish: ListPeople): Promise<PeoplePage> {
  const now = ctx.now();
  const standing = await readStanding(ctx);
  const { delayMinutes: minutes } = await readWatchingSettings(ctx.db);
  const { page: found, next } = await pageOfPeople(ctx, wish);
  const page = found.map((person) => ({ person, day: localDayOf(now, person.timeZone) }));
  const ids = page.map(({ person }) => person.id);
  const teamOf = await teamsOf(ctx, found);
  const owned = await selectDevices(ctx.db).where(inArray(devices.personId, ids));
  const footage = await readDeviceDay(ctx.db, {
    deviceIds: owned.map((device) => device.id),
    from: Math.min(...page.map(({ day }) => day.from)),
    to: Math.max(...page.map(({ day }) => day.to)),
  });
  return {
    items: page.map(({ person, day }) => {
      const own = owned.filter((device) => device.personId === person.id);
      const reach = reachOf(standing, { right: 'list', person, now });
      const told = toldOf(standing, person, { minutes, now });
      const summary = summarisePerson({ person, day, devices: own, footage, reach, told, now });
      return { ...summary, team: teamOf(person) };
    }),
    next,
  };
}

/** The people in the user's reach by name, without their day: cheap, for lists to choose from. */
export async function listPersonNames(
  ctx: UserContext,
  wish: ListPersonNames,
): Promise<PersonNamesPage> {
  const { page, next } = await pageOfPeople(ctx, { ...wish, sort: 'person' });
  const teamOf = await teamsOf(ctx, page);
  const items = page.map((person) => ({
    id: person.id,
    name: person.name,
    login: person.login,
    team: teamOf(person),
  }));
  return { items, next };
}

type OfTeam = Pick<typeof people.$inferSelect, 'teamId'>;

async function teamsOf({ db }: UserContext, page: readonly OfTeam[]) {
  const ids = page.flatMap(({ teamId }) => teamId ?? []);
  const { id, name } = teams;
  const named = await db.select({ id, name }).from(teams).where(inArray(id, ids));
  return ({ teamId }: OfTeam) => named.find((team) => team.id === teamId) ?? null;
}
