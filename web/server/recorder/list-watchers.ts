import { MOST_UNDISCLOSED_DAYS } from '@workcompanion/core/access';
import { mergeIntervals } from '@workcompanion/core/footage/interval';
import type { PersonId } from '@workcompanion/core/ids';
import {
  type LentWatcher,
  MOST_VIEWS_TOLD,
  MOST_WATCHERS_TOLD,
  type WatchedStretch,
  type Watcher,
  type WatchersResponse,
} from '@workcompanion/core/protocol/watchers';
import type { Db } from '@workcompanion/db/client';
import { ruleOf, rulesInForce } from '@workcompanion/db/retention/rules-in-force';
import { devices } from '@workcompanion/db/schema/devices';
import { grants } from '@workcompanion/db/schema/grants';
import { people } from '@workcompanion/db/schema/people';
import { teamManagers } from '@workcompanion/db/schema/team-managers';
import { users } from '@workcompanion/db/schema/users';
import { views } from '@workcompanion/db/schema/views';
import { and, asc, desc, eq, gt, inArray, isNull, or, sql } from 'drizzle-orm';
import type { ViewEntry, ViewedStretch } from '../../contract/views.ts';
import { grantsGiving, mayBeGranted } from '../auth/reach/granted-rights.ts';
import type { DeviceContext } from '../device-context.ts';
import { namesOfWatching } from '../views/is-watched-now.ts';
import { readViews } from '../views/read-views.ts';
import { isDisclosed } from '../watching/is-disclosed.ts';

/** As `declarePurpose` allows it, by right of a role that no grant gives. */
const RULES = {
  laterDisclosure: { by: 'compliance', atMostDays: MOST_UNDISCLOSED_DAYS },
} as const;

/** What the person at the device is shown of who may watch, and who did. While it waits for approval, nobody. */
export async function listWatchers(ctx: DeviceContext): Promise<WatchersResponse> {
  const [person] = await ctx.db
    .select({ id: people.id, teamId: people.teamId })
    .from(devices)
    .innerJoin(people, eq(people.id, devices.personId))
    .where(and(eq(devices.id, ctx.device.id), eq(people.isUnconfirmed, false)));
  if (!person) return { ...RULES, watchingNow: [], mayWatch: [], lent: [], views: [] };
  const now = ctx.now();
  const rule = ruleOf(await rulesInForce(ctx.db), person.teamId);
  return {
    ...RULES,
    watchingNow: await namesOfWatching(ctx.db, ctx.device.id, now),
    mayWatch: await whoMayWatch(ctx.db, person.teamId),
    lent: await whoWasLent(ctx.db, person, now),
    keptDays: rule?.days ?? null,
    views: await disclosedViews(ctx.db, person.id, now),
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

type Person = Pick<typeof people.$inferSelect, 'id' | 'teamId'>;

/** Whoever was given a right over this person, its team or everybody, until it ends or is withdrawn. */
async function whoWasLent(db: Db, { id, teamId }: Person, now: number): Promise<LentWatcher[]> {
  const overAll = and(isNull(grants.personId), isNull(grants.teamId));
  const overTeam = teamId === null ? undefined : eq(grants.teamId, teamId);
  const rows = await db
    .select({ name: users.name, roles: users.roles, right: grants.right, until: grants.expiresAt })
    .from(grants)
    .innerJoin(users, eq(users.id, grants.userId))
    .where(
      and(
        inArray(grants.right, [...grantsGiving('watch'), ...grantsGiving('live')]),
        or(eq(grants.personId, id), overTeam, overAll),
        gt(grants.expiresAt, now),
        isNull(grants.withdrawnAt),
        isNull(users.disabledAt),
      ),
    )
    .orderBy(asc(users.name), asc(grants.id))
    .limit(MOST_WATCHERS_TOLD);
  return rows
    .filter(({ roles }) => mayBeGranted(roles))
    .map(({ name, right, until }) => ({ name, live: right === 'live', until }));
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
  const told = (kind: ViewedStretch['kind']) =>
    mergeIntervals(stretches.filter((stretch) => stretch.kind === kind)).map(({ from, to }) => ({
      name: user.name,
      from,
      to,
      watchedAt,
      live,
      thumbnails: kind === 'thumbnails',
      programs: kind === 'programs',
      reason,
    }));
  const kinds = [wasDelivered ? 'footage' : 'shown', 'thumbnails', 'programs'] as const;
  return kinds.flatMap(told);
}
