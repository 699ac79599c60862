import { mergeIntervals } from '@workcompanion/core/footage/interval';
import type { PersonId } from '@workcompanion/core/ids';
import {
  MOST_VIEWS_TOLD,
  MOST_WATCHERS_TOLD,
  type WatchedStretch,
  type Watcher,
  type WatchersResponse,
} from '@workcompanion/core/protocol/watchers';
import type { Db } from '@workcompanion/db/client';
import { devices } from '@workcompanion/db/schema/devices';
import { people } from '@workcompanion/db/schema/people';
import { teamManagers } from '@workcompanion/db/schema/team-managers';
import { users } from '@workcompanion/db/schema/users';
import { views } from '@workcompanion/db/schema/views';
import { and, asc, desc, eq, isNull, or, sql } from 'drizzle-orm';
import type { ViewEntry, ViewedStretch } from '../../contract/views.ts';
import type { DeviceContext } from '../device-context.ts';
import { namesOfWatching } from '../views/is-watched-now.ts';
import { readViews } from '../views/read-views.ts';
import { isDisclosed } from '../watching/is-disclosed.ts';

/** What the person at the device is shown of who may watch, and who did. While it waits for approval, nobody. */
export async function listWatchers(ctx: DeviceContext): Promise<WatchersResponse> {
  const [person] = await ctx.db
    .select({ id: people.id, teamId: people.teamId })
    .from(devices)
    .innerJoin(people, eq(people.id, devices.personId))
    .where(and(eq(devices.id, ctx.device.id), eq(people.isUnconfirmed, false)));
  if (!person) return { watchingNow: [], mayWatch: [], views: [] };
  return {
    watchingNow: await namesOfWatching(ctx.db, ctx.device.id, ctx.now()),
    mayWatch: await whoMayWatch(ctx.db, person.teamId),
    views: await disclosedViews(ctx.db, person.id, ctx.now()),
  };
}

async function whoMayWatch(db: Db, teamId: typeof people.$inferSelect.teamId): Promise<Watcher[]> {
  const isCompliance = sql<boolean>`'compliance' = any(${users.roles})`;
  const managesTeam = and(
    sql`'manager' = any(${users.roles})`,
    sql`exists (select 1 from ${teamManagers} where ${and(
      eq(teamManagers.userId, users.id),
      teamId === null ? sql`false` : eq(teamManagers.teamId, teamId),
    )})`,
  );
  const rows = await db
    .select({ name: users.name, everybody: isCompliance })
    .from(users)
    .where(and(isNull(users.disabledAt), or(isCompliance, managesTeam)))
    .orderBy(asc(users.name), asc(users.id))
    .limit(MOST_WATCHERS_TOLD);
  return rows.map(({ name, everybody }) => ({ name, by: everybody ? 'compliance' : 'manager' }));
}

async function disclosedViews(db: Db, person: PersonId, now: number): Promise<WatchedStretch[]> {
  const rows = await readViews(db, {
    where: [eq(people.id, person), isDisclosed(now)],
    orderBy: [desc(views.watchedAt), desc(views.id)],
    limit: MOST_VIEWS_TOLD,
  });
  return rows.flatMap(({ view }) => stretchesOf(view)).slice(0, MOST_VIEWS_TOLD);
}

/** What was delivered, on whichever displays; for views of before that was known, what was shown. */
function stretchesOf(view: ViewEntry): WatchedStretch[] {
  const { user, stretches, watchedAt, live, reason } = view;
  const wasDelivered = stretches.some(({ kind }) => kind === 'footage');
  const told = (thumbnails: boolean, kind: ViewedStretch['kind']) =>
    mergeIntervals(stretches.filter((stretch) => stretch.kind === kind)).map(({ from, to }) => ({
      name: user.name,
      from,
      to,
      watchedAt,
      live,
      thumbnails,
      reason,
    }));
  return [...told(false, wasDelivered ? 'footage' : 'shown'), ...told(true, 'thumbnails')];
}
