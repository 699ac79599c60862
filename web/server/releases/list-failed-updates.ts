import { devices } from '@workcompanion/db/schema/devices';
import { people } from '@workcompanion/db/schema/people';
import { deviceUpdates } from '@workcompanion/db/schema/releases';
import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm';
import {
  FailedState,
  FailedUpdate,
  type FailedUpdates,
  type ListFailedUpdates,
} from '../../contract/releases.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';

/** Where a release did not work, and why. */
export async function listFailedUpdates(
  ctx: UserContext,
  { version, cursor, limit }: ListFailedUpdates,
): Promise<FailedUpdates> {
  assertRight(ctx.user, 'policy');
  const rows = await ctx.db
    .select({
      device: deviceUpdates.deviceId,
      hostname: sql<string>`${devices.host} ->> 'hostname'`,
      person: people.name,
      state: deviceUpdates.state,
      code: deviceUpdates.code,
      changedAt: deviceUpdates.changedAt,
    })
    .from(deviceUpdates)
    .innerJoin(devices, eq(devices.id, deviceUpdates.deviceId))
    .innerJoin(people, eq(people.id, devices.personId))
    .where(
      and(
        eq(deviceUpdates.version, version),
        inArray(deviceUpdates.state, FailedState.options),
        cursor && gt(deviceUpdates.deviceId, cursor),
      ),
    )
    .orderBy(asc(deviceUpdates.deviceId))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  return {
    items: page.map((row) => FailedUpdate.parse(row)),
    next: rows.length > limit ? (page.at(-1)?.device ?? null) : null,
  };
}
