import type { DeviceId, TeamId } from '@workcompanion/core/ids';
import { deviceStates } from '@workcompanion/db/schema/device-states';
import { devices } from '@workcompanion/db/schema/devices';
import { people } from '@workcompanion/db/schema/people';
import { and, asc, desc, eq, gte, inArray, isNotNull, lte, max, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { PersonSort } from '../../contract/people.ts';
import { columnOf, isDescending } from '../../contract/sort.ts';
import type { SortPosition } from '../../contract/sorted-page.ts';
import { inReach } from '../auth/reach/in-reach.ts';
import type { UserContext } from '../auth/user-context.ts';
import { keyset, type SortKey } from '../lists/keyset.ts';
import { matchesSearch } from '../lists/matches-search.ts';

interface PageWish {
  readonly q: string;
  readonly sort: PersonSort;
  readonly cursor?: SortPosition | undefined;
  readonly limit: number;
  readonly team?: TeamId | undefined;
}

type PersonRow = typeof people.$inferSelect;

interface Found {
  readonly page: readonly { readonly id: PersonRow['id'] }[];
  readonly next: string | null;
}

/**
 * A page of the people in the user's reach. Who they are is found first, of which an index holds all
 * that a search and the order by name look at; only then are their rows read.
 */
export async function pageOfPeople(
  ctx: UserContext,
  wish: PageWish,
): Promise<{ readonly page: readonly PersonRow[]; readonly next: string | null }> {
  const { page, next } = (await findAmongFirst(ctx, wish)) ?? (await findAmongAll(ctx, wish));
  const ids = page.map(({ id }) => id);
  const rows = await ctx.db.select().from(people).where(inArray(people.id, ids));
  return { page: rows.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id)), next };
}

const PERSON_ID: SortKey = { value: people.id, type: 'uuid' };
const BY_NAME: SortKey = { value: people.name, type: 'text' };
const byFrame = (value: SortKey['value']): SortKey => ({
  value,
  type: 'timestamptz',
  isNullable: true,
});

/** Several are of one person, or of people out of reach. */
const DEVICES_A_PERSON = 4;

/**
 * By the last frame: of fifty thousand people nobody asks for the frames of all. The people of those
 * devices that come first are a page, mostly; null where they are not.
 */
async function findAmongFirst(ctx: UserContext, wish: PageWish): Promise<Found | null> {
  const { q, sort, cursor, limit } = wish;
  if (columnOf(sort) !== 'lastFrame' || cursor?.key === null) return null;
  const order = keyset({
    keys: { person: BY_NAME, lastFrame: byFrame(deviceStates.lastFrameAt) },
    id: { value: devices.personId, type: 'uuid' },
    sort,
    cursor,
  });
  const newer = alias(devices, 'newer');
  const newerState = alias(deviceStates, 'newer_state');
  const rows = await ctx.db
    .select({ id: devices.personId, key: order.key })
    .from(devices)
    .innerJoin(deviceStates, eq(deviceStates.deviceId, devices.id))
    .innerJoin(people, eq(people.id, devices.personId))
    .where(
      and(
        inArray(devices.id, await firstDevices(ctx, wish)),
        order.after,
        inReach(ctx, 'list', { ofAllFootage: true }),
        matchesSearch(q),
        sql`not exists (select from ${devices} ${newer}
          join ${deviceStates} ${newerState} on ${newerState.deviceId} = ${newer.id}
          where ${newer.personId} = ${devices.personId}
          and (${newerState.lastFrameAt}, ${newer.id}) > (${deviceStates.lastFrameAt}, ${devices.id}))`,
      ),
    )
    .orderBy(...order.by)
    .limit(limit + 1);
  return rows.length > limit ? order.cut(rows, { limit, idOf: ({ id }) => id }) : null;
}

/** Those with the first frames; without those that share the last one's, of whom there may be more. */
async function firstDevices(
  { db }: UserContext,
  { sort, cursor, limit }: PageWish,
): Promise<DeviceId[]> {
  const { deviceId, lastFrameAt } = deviceStates;
  const [isBeyond, by] = isDescending(sort) ? [lte, desc(lastFrameAt)] : [gte, asc(lastFrameAt)];
  const most = DEVICES_A_PERSON * (limit + 1);
  const rows = await db
    .select({ id: deviceId, at: lastFrameAt })
    .from(deviceStates)
    .where(
      and(isNotNull(lastFrameAt), cursor && isBeyond(lastFrameAt, sql`${cursor.key}::timestamptz`)),
    )
    .orderBy(by)
    .limit(most);
  const last = rows.length === most ? rows.at(-1)?.at : undefined;
  return rows.filter(({ at }) => at !== last).map(({ id }) => id);
}

async function findAmongAll(
  ctx: UserContext,
  { q, sort, cursor, limit, team }: PageWish,
): Promise<Found> {
  // Who sorts by name reads none of it: PostgreSQL leaves it out.
  const last = ctx.db
    .select({ at: max(deviceStates.lastFrameAt).as('last_frame_of_person') })
    .from(devices)
    .innerJoin(deviceStates, eq(deviceStates.deviceId, devices.id))
    .where(eq(devices.personId, people.id))
    .as('last');
  const keys = { person: BY_NAME, lastFrame: byFrame(toldFrame(ctx, last.at)) };
  const order = keyset({ keys, id: PERSON_ID, sort, cursor });
  const rows = await ctx.db
    .select({ id: people.id, key: order.key })
    .from(people)
    .leftJoinLateral(last, sql`true`)
    .where(
      and(inReach(ctx, 'list'), order.after, matchesSearch(q), team && eq(people.teamId, team)),
    )
    .orderBy(...order.by)
    .limit(limit + 1);
  return order.cut(rows, { limit, idOf: ({ id }) => id });
}

/** As `summarisePerson` tells it: of somebody whose footage is lent in part, not at all. */
function toldFrame(ctx: UserContext, last: SQL.Aliased): SQL {
  const isTold = inReach(ctx, 'list', { ofAllFootage: true });
  return isTold === undefined ? sql`${last}` : sql`case when ${isTold} then ${last} end`;
}
