import { deviceHealth } from '@workcompanion/core/fleet/device-health';
import { DEVICE_SIGNS } from '@workcompanion/db/queries/device-signs';
import { devices } from '@workcompanion/db/schema/devices';
import { people } from '@workcompanion/db/schema/people';
import { and, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import type { DeviceHealth } from '../../contract/devices.ts';
import { inReach } from '../auth/reach/in-reach.ts';
import type { UserContext } from '../auth/user-context.ts';
import { fold } from '../lists/matches-search.ts';

export interface DeviceFilter {
  readonly q: string;
  readonly health: DeviceHealth | undefined;
  readonly retired: 'without' | 'with';
}

/** Which devices in the user's reach are meant. */
export async function deviceFilter(
  ctx: UserContext,
  { q, health, retired }: DeviceFilter,
): Promise<SQL | undefined> {
  const meant = and(
    inReach(ctx, 'list'),
    retired === 'without' && health !== 'retired' ? isNull(devices.retiredAt) : undefined,
    matches(q),
  );
  return health === undefined ? meant : and(meant, await isInHealth(ctx, { health, meant }));
}

/** Health is judged by one function of core, and by the present time: not by the database. */
async function isInHealth(
  ctx: UserContext,
  { health, meant }: { readonly health: DeviceHealth; readonly meant: SQL | undefined },
): Promise<SQL> {
  const now = ctx.now();
  const rows = await ctx.db
    .select({ id: devices.id, ...DEVICE_SIGNS })
    .from(devices)
    .innerJoin(people, eq(people.id, devices.personId))
    .where(meant);
  const ids = rows.filter((row) => deviceHealth(row, now) === health).map(({ id }) => id);
  return inArray(devices.id, ids);
}

/** Each word of the search is in the computer's name, the person's name or their login. */
function matches(search: string): SQL | undefined {
  const words = fold(search).split(/\s+/).filter(Boolean);
  return and(
    ...words.map(
      (word) => sql`(strpos(${people.folded}, ${word}) > 0
        or strpos(lower(${devices.host} ->> 'hostname'), ${word}) > 0)`,
    ),
  );
}
