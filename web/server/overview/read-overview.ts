import { DEVICE_SIGNS } from '@workcompanion/db/queries/device-signs';
import { devices } from '@workcompanion/db/schema/devices';
import { people } from '@workcompanion/db/schema/people';
import { parseUtcMicros } from '@workcompanion/db/schema/utc-micros';
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { Overview } from '../../contract/overview.ts';
import { inReach } from '../auth/reach/in-reach.ts';
import type { UserContext } from '../auth/user-context.ts';
import { contradictingDevices } from '../checkpoints/contradicting-devices.ts';
import { releasesPausedByFailures } from '../releases/releases-paused-by-failures.ts';
import { summariseFleet } from './summarise-fleet.ts';

/**
 * How the recording of all people in the user's reach goes. It tells of computers, not of what is
 * on their screens; who may list nobody gets zeros.
 */
export async function readOverview(ctx: UserContext): Promise<Overview> {
  const rows = await ctx.db
    .select({
      id: devices.id,
      hostname: sql<string>`${devices.host} ->> 'hostname'`,
      personId: people.id,
      personName: people.name,
      ...DEVICE_SIGNS,
      backlogBytes: devices.backlogBytes,
      // The latest begun span of the device: one look into its index.
      verifiedAt: sql<string | null>`(select ends_at from spans
        where device_id = ${devices.id} order by starts_at desc limit 1)`,
    })
    .from(devices)
    .innerJoin(people, eq(people.id, devices.personId))
    .where(and(inReach(ctx, 'list'), isNull(devices.revokedAt)))
    .orderBy(asc(devices.id));
  const fleet = rows.map((row) => ({
    ...row,
    verifiedAt: row.verifiedAt === null ? null : parseUtcMicros(row.verifiedAt),
  }));
  const contradicting = await contradictingDevices(ctx.db);
  const contradicted = rows.filter(({ id }) => contradicting.has(id)).length;
  const pausedReleases = await releasesPausedByFailures(ctx);
  return { ...summariseFleet(fleet, ctx.now()), contradicted, pausedReleases };
}
