import { readDeviceDay } from '@workcompanion/db/queries/read-device-day';
import { devices } from '@workcompanion/db/schema/devices';
import { people } from '@workcompanion/db/schema/people';
import { teams } from '@workcompanion/db/schema/teams';
import { and, eq, inArray, max, type SQL, sql } from 'drizzle-orm';
import type { ListPeople, ListPersonNames, PeoplePage } from '../../contract/people.ts';
import type { PersonNamesPage } from '../../contract/teams.ts';
import { inReach } from '../auth/reach/in-reach.ts';
import { reachOf } from '../auth/reach/reach.ts';
import { readStanding } from '../auth/reach/read-standing.ts';
import { toldOf } from '../auth/reach/watch-delay.ts';
import { readWatchingSettings } from '../auth/reach/watching-settings.ts';
import type { UserContext } from '../auth/user-context.ts';
import { keyset, type SortKey } from '../lists/keyset.ts';
import { matchesSearch } from '../lists/matches-search.ts';
import { localDayOf } from './local-day.ts';
import { summarisePerson } from './summarise-person.ts';

export const PERSON_ID: SortKey = { value: people.id, type: 'uuid' };

export const BY_PERSON: SortKey = { value: people.name, type: 'text' };

/** The people in the user's reach by name, or as asked for, each with what is known of their present day. */
export async function listPeople(
  ctx: UserContext,
  { q, sort, cursor, limit }: ListPeople,
): Promise<PeoplePage> {
  const now = ctx.now();
  const standing = await readStanding(ctx);
  const { delayMinutes: minutes } = await readWatchingSettings(ctx.db);
  const lastFrames = lastFramesOf(ctx);
  const keys = { person: BY_PERSON, lastFrame: byLastFrame(ctx, lastFrames.at) };
  const order = keyset({ keys, id: PERSON_ID, sort, cursor });
  const rows = await ctx.db
    .select({ person: people, key: order.key })
    .from(people)
    .leftJoin(lastFrames, eq(lastFrames.personId, people.id))
    .where(and(inReach(ctx, 'list'), order.after, matchesSearch(q)))
    .orderBy(...order.by)
    .limit(limit + 1);
  const { page: found, next } = order.cut(rows, { limit, idOf: (row) => row.person.id });
  const page = found.map(({ person }) => ({
    person,
    day: localDayOf(now, person.timeZone),
  }));
  const ids = page.map(({ person }) => person.id);
  const owned = await ctx.db.select().from(devices).where(inArray(devices.personId, ids));
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
      return summarisePerson({ person, day, devices: own, footage, reach, told, now });
    }),
    next,
  };
}

/** For all people at once: asked for each, it is fifty thousand look-ups. Who sorts by name reads none of it. */
function lastFramesOf({ db }: UserContext) {
  return db
    .select({ personId: devices.personId, at: max(devices.lastFrameAt).as('last_frame_of_person') })
    .from(devices)
    .groupBy(devices.personId)
    .as('last_frames');
}

/** As `summarisePerson` tells it: of somebody whose footage is lent in part, not at all. */
function byLastFrame(ctx: UserContext, last: SQL.Aliased): SortKey {
  const isTold = inReach(ctx, 'list', { ofAllFootage: true });
  const value = isTold === undefined ? sql`${last}` : sql`case when ${isTold} then ${last} end`;
  return { value, type: 'timestamptz', isNullable: true };
}

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
