import type { EmployeeId } from '@workcompanion/core/ids';
import {
  MOST_VIEWS_TOLD,
  MOST_WATCHERS_TOLD,
  type WatchedStretch,
  type Watcher,
  type WatchersResponse,
} from '@workcompanion/core/protocol/watchers';
import type { Db } from '@workcompanion/db/client';
import { devices } from '@workcompanion/db/schema/devices';
import { employees } from '@workcompanion/db/schema/employees';
import { purposes } from '@workcompanion/db/schema/purposes';
import { teamManagers } from '@workcompanion/db/schema/team-managers';
import { users } from '@workcompanion/db/schema/users';
import { views } from '@workcompanion/db/schema/views';
import { and, asc, desc, eq, isNull, or, sql } from 'drizzle-orm';
import { isDisclosed } from '../watching/is-disclosed.ts';
import type { DeviceContext } from './device-context.ts';

/** What the person at the device is shown of who may watch, and who did. */
export async function listWatchers(ctx: DeviceContext): Promise<WatchersResponse> {
  const [person] = await ctx.db
    .select({ id: employees.id, teamId: employees.teamId })
    .from(devices)
    .innerJoin(employees, eq(employees.id, devices.employeeId))
    .where(eq(devices.id, ctx.device.id));
  if (!person) return { mayWatch: [], views: [] };
  return {
    mayWatch: await whoMayWatch(ctx.db, person.teamId),
    views: await disclosedViews(ctx.db, person.id, ctx.now()),
  };
}

async function whoMayWatch(
  db: Db,
  teamId: typeof employees.$inferSelect.teamId,
): Promise<Watcher[]> {
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

function disclosedViews(db: Db, employee: EmployeeId, now: number): Promise<WatchedStretch[]> {
  const { footageFrom: from, footageTo: to, watchedAt, live, pictures } = views;
  return db
    .select({ name: users.name, from, to, watchedAt, live, pictures, reason: purposes.reason })
    .from(views)
    .innerJoin(users, eq(users.id, views.userId))
    .innerJoin(devices, eq(devices.id, views.deviceId))
    .leftJoin(purposes, eq(purposes.id, views.purposeId))
    .where(and(eq(devices.employeeId, employee), isDisclosed(now)))
    .orderBy(desc(views.watchedAt), desc(views.id))
    .limit(MOST_VIEWS_TOLD);
}
