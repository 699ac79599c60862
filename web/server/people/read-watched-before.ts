import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import type { Db } from '@workcompanion/db/client';
import type { DayOfDevices } from '@workcompanion/db/queries/read-device-day';
import { purposes } from '@workcompanion/db/schema/purposes';
import { users } from '@workcompanion/db/schema/users';
import { views } from '@workcompanion/db/schema/views';
import { and, desc, eq, gt, inArray, lt } from 'drizzle-orm';
import type { PersonDay } from '../../contract/people.ts';
import { isDisclosed } from '../watching/is-disclosed.ts';

const LATEST = 50;

export interface SeenBy {
  /** The person whose footage it is reads this. */
  readonly isSelf: boolean;
  readonly now: UtcMicros;
}

/** Who watched footage of the day, and why, the latest first. */
export function readWatchedBefore(
  db: Db,
  { deviceIds, from, to }: DayOfDevices,
  seen: SeenBy,
): Promise<PersonDay['watchedBefore']> {
  return db
    .select({
      userName: users.name,
      watchedAt: views.watchedAt,
      footageFrom: views.footageFrom,
      footageTo: views.footageTo,
      pictures: views.pictures,
      reason: purposes.reason,
      note: purposes.note,
    })
    .from(views)
    .innerJoin(users, eq(users.id, views.userId))
    .leftJoin(purposes, eq(purposes.id, views.purposeId))
    .where(
      and(
        seen.isSelf ? isDisclosed(seen.now) : undefined,
        inArray(views.deviceId, [...deviceIds]),
        lt(views.footageFrom, to),
        gt(views.footageTo, from),
      ),
    )
    .orderBy(desc(views.watchedAt))
    .limit(LATEST);
}
