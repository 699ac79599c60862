import type { DeviceId } from '@workcompanion/core/ids';
import { MOST_WATCHERS_TOLD } from '@workcompanion/core/protocol/watchers';
import type { Db } from '@workcompanion/db/client';
import { purposes } from '@workcompanion/db/schema/purposes';
import { users } from '@workcompanion/db/schema/users';
import { views } from '@workcompanion/db/schema/views';
import { and, eq, exists, gt, type SQL, sql } from 'drizzle-orm';
import { isDisclosed } from '../watching/is-disclosed.ts';

/** What is followed live comes every few seconds; our player says so while nothing new comes. µs */
const STILL_WATCHED = 20 * 1_000_000;

/**
 * Whether somebody watches the device as it records. The person is shown it, so an investigation
 * that is not disclosed yet does not count.
 */
export async function isWatchedNow(db: Db, device: DeviceId, now: number): Promise<boolean> {
  const rows = await followedLive(db, device, now).limit(1);
  return rows.length > 0;
}

/** The names of those who do, by the same rule. */
export async function namesOfWatching(db: Db, device: DeviceId, now: number): Promise<string[]> {
  const following = followedLive(db, device, now).as('following');
  const rows = await db
    .selectDistinct({ name: users.name })
    .from(following)
    .innerJoin(users, eq(users.id, following.userId))
    .orderBy(users.name)
    .limit(MOST_WATCHERS_TOLD);
  return rows.map(({ name }) => name);
}

/** The same, for a statement that asks more. */
export function isFollowedLive(db: Db, device: DeviceId, now: number): SQL<boolean> {
  return sql<boolean>`${exists(followedLive(db, device, now))}`;
}

function followedLive(db: Db, device: DeviceId, now: number) {
  return db
    .select({ id: views.id, userId: views.userId })
    .from(views)
    .leftJoin(purposes, eq(purposes.id, views.purposeId))
    .where(
      and(
        // As the index's own condition reads: a parameter would not match it.
        ...[
          eq(views.deviceId, device),
          gt(views.liveAt, now - STILL_WATCHED),
          sql`live_at is not null`,
        ],
        isDisclosed(now),
      ),
    );
}
