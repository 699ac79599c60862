import { type DeviceHealth, deviceHealth } from '@workcompanion/core/fleet/device-health';
import { pick } from '@workcompanion/core/pick';
import { healthOfDevice } from '@workcompanion/db/queries/health-of-device';
import { policyVersionsOf } from '@workcompanion/db/queries/policy-of-device';
import { DEVICE_ROW } from '@workcompanion/db/queries/select-devices';
import { deviceStates } from '@workcompanion/db/schema/device-states';
import { devices } from '@workcompanion/db/schema/devices';
import { people } from '@workcompanion/db/schema/people';
import { and, eq, inArray, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import type { z } from 'zod';
import {
  DEVICE_COLUMNS,
  type DevicesPage,
  type DeviceUpdate,
  type ListDevices,
} from '../../contract/devices.ts';
import { columnOf } from '../../contract/sort.ts';
import { ownerInReach } from '../auth/reach/in-reach.ts';
import type { UserContext } from '../auth/user-context.ts';
import { contradictingDevices } from '../checkpoints/contradicting-devices.ts';
import { countMissingEntries } from '../journal/missing-entries.ts';
import { keyset, type SortKey } from '../lists/keyset.ts';
import { matchesSearchOfDevices } from '../lists/matches-search.ts';
import { updatesOfDevices } from '../releases/updates-of-devices.ts';
import { type DuplicateEnrolments, duplicateEnrolments } from './duplicate-enrolments.ts';
import { enrolmentOf } from './list-waiting-devices.ts';

/** What devices are sorted by. What changes at all times has no index: those are sorted as they are read. */
const SORT_KEYS = {
  // The ids of devices are made as they enrol.
  enrolled: { value: devices.id, type: 'uuid' },
  device: { value: devices.foldedHostname, type: 'text' },
  person: { value: people.name, type: 'text' },
  lastFrame: { value: deviceStates.lastFrameAt, type: 'timestamptz', isNullable: true },
  backlog: { value: deviceStates.backlogBytes, type: 'bigint' },
  version: { value: sql`${devices.versionKey} collate "C"`, type: 'text', isNullable: true },
  policy: { value: devices.policyVersion, type: 'integer' },
  clock: { value: sql`abs(${deviceStates.clockOffset})`, type: 'bigint', isNullable: true },
} as const satisfies Record<string, SortKey>;

/** Devices of the people in the user's reach with their health, the latest enrolled first or as asked for. */
export async function listDevices(
  ctx: UserContext,
  { sort, cursor, limit, device, q = '', health, retired }: ListDevices,
): Promise<z.infer<typeof DevicesPage>> {
  const now = ctx.now();
  const order = keyset({ keys: SORT_KEYS, id: SORT_KEYS.enrolled, sort, cursor });
  // Sorted by what it is sorted by alone: whole rows of all devices are twenty times as much.
  const found = await ctx.db
    .select({ id: devices.id, key: order.key })
    .from(devices)
    // PostgreSQL leaves out what neither the order nor the filter asks for.
    .leftJoin(deviceStates, eq(deviceStates.deviceId, devices.id))
    .leftJoin(people, eq(people.id, devices.personId))
    .where(
      and(
        deviceFilter(ctx, { q, health, retired }),
        order.after,
        device && eq(devices.id, device),
        // Each has one: so that those who come first may be found first.
        columnOf(sort) === 'person' ? isNotNull(people.id) : undefined,
      ),
    )
    .orderBy(...order.by)
    .limit(limit + 1);
  const cut = order.cut(found, { limit, idOf: ({ id }) => id });
  const { next } = cut;
  const ids = cut.page.map(({ id }) => id);
  const rows = await ctx.db
    .select({ device: DEVICE_ROW, person: { id: people.id, name: people.name } })
    .from(devices)
    .innerJoin(deviceStates, eq(deviceStates.deviceId, devices.id))
    .innerJoin(people, eq(people.id, devices.personId))
    .where(inArray(devices.id, ids));
  const page = rows.toSorted((a, b) => ids.indexOf(a.device.id) - ids.indexOf(b.device.id));
  const assigned = await policyVersionsOf(ctx.db, ids);
  const updates = await updatesOfDevices(ctx.db, ids);
  const contradicting = await contradictingDevices(ctx.db);
  const duplicates = await duplicateEnrolments(
    ctx.db,
    page.map(({ device }) => device),
  );
  const items = page.map(async ({ device, person }) => ({
    ...pick(device, DEVICE_COLUMNS),
    ...(duplicates.get(device.id) ?? NO_DUPLICATES),
    person,
    hostname: device.host.hostname,
    platform: device.host.platform,
    health: deviceHealth(device, now),
    enrolment: enrolmentOf(device),
    backlog: {
      segments: device.backlogSegments,
      bytes: device.backlogBytes,
      oldest: device.backlogOldest,
    },
    missingEntries: await countMissingEntries(ctx.db, device),
    update: updates.get(device.id) ?? NO_UPDATE,
    contradicts: contradicting.has(device.id),
    assignedPolicyVersion: assigned.get(device.id) ?? device.policyVersion,
  }));
  return { items: await Promise.all(items), next, now };
}

const NO_UPDATE: DeviceUpdate = { by: null, target: null, last: null };
const NO_DUPLICATES: DuplicateEnrolments = { twins: [], predecessors: [], successor: null };

interface DeviceFilter {
  readonly q: string;
  readonly health: DeviceHealth | undefined;
  readonly retired: 'without' | 'with';
}

/** Which devices in the user's reach are meant. */
function deviceFilter(ctx: UserContext, { q, health, retired }: DeviceFilter): SQL | undefined {
  return and(
    ownerInReach(ctx, 'list'),
    retired === 'without' && health !== 'retired' ? isNull(devices.retiredAt) : undefined,
    health && eq(healthOfDevice(ctx.now()), health),
    matchesSearchOfDevices(q),
  );
}
