import { deviceHealth } from '@workcompanion/core/fleet/device-health';
import { DeviceId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { policyVersionsOf } from '@workcompanion/db/queries/policy-of-device';
import { devices } from '@workcompanion/db/schema/devices';
import { people } from '@workcompanion/db/schema/people';
import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import {
  DeviceHealth,
  DeviceSort,
  type DeviceSummary,
  type DevicesPage,
  type DeviceUpdate,
} from '../../contract/devices.ts';
import type { UserContext } from '../auth/user-context.ts';
import { contradictingDevices } from '../checkpoints/contradicting-devices.ts';
import { updatesOfDevices } from '../releases/updates-of-devices.ts';
import { keyset } from '../sorting/keyset.ts';
import { sortedPage } from '../sorting/sorted-page.ts';
import { countMissingEntries } from './count-missing-entries.ts';
import { deviceFilter } from './device-filter.ts';
import { DEVICE_KEYS } from './device-keys.ts';
import { enrolmentOf } from './enrolment-of.ts';
import { type Kin, kinOfDevices } from './kin-of-devices.ts';

export const ListDevices = z.object({
  ...sortedPage(DeviceSort, '-enrolled'),
  retired: z.enum(['without', 'with']).default('without'),
  /** Words that the computer, the person's name or their login must hold. */
  q: z.string().trim().max(100).optional(),
  health: DeviceHealth.optional(),
  /** That one alone. */
  device: DeviceId.optional(),
});

/** Devices of the people in the user's reach with their health, the latest enrolled first or as asked for. */
export async function listDevices(
  ctx: UserContext,
  { sort, cursor, limit, device, q = '', health, retired }: z.infer<typeof ListDevices>,
): Promise<z.infer<typeof DevicesPage>> {
  const now = ctx.now();
  const order = keyset({ keys: DEVICE_KEYS, id: DEVICE_KEYS.enrolled, sort, cursor });
  const rows = await ctx.db
    .select({
      device: devices,
      person: { id: people.id, name: people.name },
      key: order.key,
    })
    .from(devices)
    .innerJoin(people, eq(people.id, devices.personId))
    .where(
      and(
        await deviceFilter(ctx, { q, health, retired }),
        order.after,
        device && eq(devices.id, device),
      ),
    )
    .orderBy(...order.by)
    .limit(limit + 1);
  const { page, next } = order.cut(rows, { limit, idOf: ({ device }) => device.id });
  const assigned = await policyVersionsOf(
    ctx.db,
    page.map(({ device }) => device.id),
  );
  const kin = await kinOfDevices(
    ctx.db,
    page.map(({ device }) => device),
  );
  const updates = await updatesOfDevices(
    ctx.db,
    page.map(({ device }) => device.id),
  );
  const contradicting = await contradictingDevices(ctx.db);
  return {
    items: await Promise.all(
      page.map(async (row) => ({
        ...(await summarise(ctx.db, row, now)),
        ...(kin.get(row.device.id) ?? NO_KIN),
        update: updates.get(row.device.id) ?? NO_UPDATE,
        contradicts: contradicting.has(row.device.id),
        assignedPolicyVersion: assigned.get(row.device.id) ?? row.device.policyVersion,
      })),
    ),
    next,
    now,
  };
}

const NO_UPDATE: DeviceUpdate = { by: null, target: null, last: null };
const NO_KIN: Kin = { twins: [], predecessors: [], successor: null };

interface DeviceOfPerson {
  readonly device: typeof devices.$inferSelect;
  readonly person: DeviceSummary['person'];
}

async function summarise(
  db: Db,
  { device, person }: DeviceOfPerson,
  now: number,
): Promise<Omit<DeviceSummary, 'assignedPolicyVersion' | 'contradicts' | 'update' | keyof Kin>> {
  const { id, recorderVersion, policyVersion, state, displays, parked } = device;
  const {
    enrolledAt,
    lastSeenAt,
    lastReceivedAt,
    lastFrameAt,
    clockOffset,
    freeDiskBytes,
    uploadsHeldAt,
    keyStorage,
  } = device;
  return {
    id,
    person,
    hostname: device.host.hostname,
    platform: device.host.platform,
    recorderVersion,
    policyVersion,
    health: deviceHealth(device, now),
    state,
    displays,
    enrolledAt,
    enrolment: enrolmentOf(device),
    lastSeenAt,
    lastReceivedAt,
    lastFrameAt,
    backlog: {
      segments: device.backlogSegments,
      bytes: device.backlogBytes,
      oldest: device.backlogOldest,
    },
    parked,
    pictureProblems: device.pictureProblems,
    missingEntries: await countMissingEntries(db, device),
    clockOffset,
    freeDiskBytes,
    uploadsHeldAt,
    keyStorage,
  };
}
