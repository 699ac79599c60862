import type { DeviceHealth } from '@workcompanion/core/fleet/device-health';
import type { DeviceId } from '@workcompanion/core/ids';
import { healthOfState } from '@workcompanion/db/queries/health-of-device';
import { isStateOf } from '@workcompanion/db/queries/is-state-of';
import { deviceStates } from '@workcompanion/db/schema/device-states';
import { devices } from '@workcompanion/db/schema/devices';
import { people } from '@workcompanion/db/schema/people';
import { and, eq, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import type { ListDevices } from '../../contract/devices.ts';
import { columnOf } from '../../contract/sort.ts';
import { ownerInReach } from '../auth/reach/in-reach.ts';
import type { UserContext } from '../auth/user-context.ts';
import { keyset, type SortKey } from '../lists/keyset.ts';
import { matchesSearchOfDevices } from '../lists/matches-search.ts';

const ID_OF_DEVICE: SortKey = { value: devices.id, type: 'uuid' };
const ID_OF_STATE: SortKey = { value: deviceStates.deviceId, type: 'uuid' };

/** What changes at all times has no index: devices are sorted by it as their states are read. */
const BY_STATE = {
  lastFrame: { value: deviceStates.lastFrameAt, type: 'timestamptz', isNullable: true },
  backlog: { value: deviceStates.backlogBytes, type: 'bigint' },
  clock: { value: sql`abs(${deviceStates.clockOffset})`, type: 'bigint', isNullable: true },
} as const satisfies Record<string, SortKey>;

const BY_DEVICE = {
  device: { value: devices.foldedHostname, type: 'text' },
  person: { value: people.name, type: 'text' },
  version: { value: sql`${devices.versionKey} collate "C"`, type: 'text', isNullable: true },
  policy: { value: devices.policyVersion, type: 'integer' },
} as const satisfies Record<string, SortKey>;

/** A page of the devices in the user's reach. Which they are is found first: whole rows are twenty times as much. */
export async function pageOfDevices(
  ctx: UserContext,
  wish: ListDevices,
): Promise<{ readonly ids: DeviceId[]; readonly next: string | null }> {
  const { sort, cursor, limit, health } = wish;
  const isOfState = health !== undefined && health !== 'retired' && health !== 'revoked';
  const column = columnOf(sort);
  const isByState = column in BY_STATE || (column === 'enrolled' && isOfState);
  const id = isByState ? ID_OF_STATE : ID_OF_DEVICE;
  const order = keyset({ keys: { enrolled: id, ...BY_STATE, ...BY_DEVICE }, id, sort, cursor });
  const asked: Asked = {
    key: order.key,
    fits: deviceFilter(ctx, wish),
    // Each has a person: those who come first may be found first.
    found: and(
      order.after,
      isOfState ? eq(healthOfState(ctx.now()), health) : undefined,
      column === 'person' ? isNotNull(people.id) : undefined,
    ),
    by: order.by,
    most: limit + 1,
  };
  const rows = await (isByState ? findByState(ctx, asked) : findByDevice(ctx, asked));
  const { page, next } = order.cut(rows, { limit, idOf: (row) => row.id });
  return { ids: page.map((row) => row.id), next };
}

interface Asked {
  readonly key: SQL<string | null>;
  /** The condition on the device itself. */
  readonly fits: SQL | undefined;
  readonly found: SQL | undefined;
  readonly by: SQL[];
  readonly most: number;
}

function findByState({ db }: UserContext, { key, fits, found, by, most }: Asked) {
  return db
    .select({ id: deviceStates.deviceId, key })
    .from(deviceStates)
    .where(and(isStateOf(fits), found))
    .orderBy(...by)
    .limit(most);
}

function findByDevice({ db }: UserContext, { key, fits, found, by, most }: Asked) {
  return (
    db
      .select({ id: devices.id, key })
      .from(devices)
      // PostgreSQL leaves out what neither the order nor the filter asks for.
      .leftJoin(deviceStates, eq(deviceStates.deviceId, devices.id))
      .leftJoin(people, eq(people.id, devices.personId))
      .where(and(fits, found))
      .orderBy(...by)
      .limit(most)
  );
}

/** Which devices in the user's reach are meant, but for what their states say. */
function deviceFilter(
  ctx: UserContext,
  { q = '', device, health, retired }: ListDevices,
): SQL | undefined {
  return and(
    ownerInReach(ctx, 'list'),
    device && eq(devices.id, device),
    retired === 'without' && health !== 'retired' ? isNull(devices.retiredAt) : undefined,
    health && isInUseAs(health),
    matchesSearchOfDevices(q),
  );
}

function isInUseAs(health: DeviceHealth): SQL | undefined {
  if (health === 'retired') return isNotNull(devices.retiredAt);
  if (health === 'revoked') return and(isNull(devices.retiredAt), isNotNull(devices.revokedAt));
  return and(isNull(devices.retiredAt), isNull(devices.revokedAt));
}
