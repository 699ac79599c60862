import type { Db } from '@workcompanion/db/client';
import type { DayOfDevices } from '@workcompanion/db/queries/read-device-day';
import { users } from '@workcompanion/db/schema/users';
import { views } from '@workcompanion/db/schema/views';
import { and, desc, eq, gt, inArray, lt } from 'drizzle-orm';
import type { PersonDay } from '../../contract/people.ts';

const LATEST = 50;

/** Who watched footage of the day, the latest first. */
export function readWatchedBefore(
  db: Db,
  { deviceIds, from, to }: DayOfDevices,
): Promise<PersonDay['watchedBefore']> {
  return db
    .select({
      userName: users.name,
      watchedAt: views.watchedAt,
      footageFrom: views.footageFrom,
      footageTo: views.footageTo,
    })
    .from(views)
    .innerJoin(users, eq(users.id, views.userId))
    .where(
      and(
        inArray(views.deviceId, [...deviceIds]),
        lt(views.footageFrom, to),
        gt(views.footageTo, from),
      ),
    )
    .orderBy(desc(views.watchedAt))
    .limit(LATEST);
}
