import { deviceHealth } from '@workcompanion/core/fleet/device-health';
import { pick } from '@workcompanion/core/pick';
import { policyVersionsOf } from '@workcompanion/db/queries/policy-of-device';
import { DEVICE_ROW } from '@workcompanion/db/queries/select-devices';
import { deviceStates } from '@workcompanion/db/schema/device-states';
import { devices } from '@workcompanion/db/schema/devices';
import { people } from '@workcompanion/db/schema/people';
import { eq, inArray } from 'drizzle-orm';
import type { z } from 'zod';
import {
  DEVICE_COLUMNS,
  type DevicesPage,
  type DeviceUpdate,
  type ListDevices,
} from '../../contract/devices.ts';
import type { UserContext } from '../auth/user-context.ts';
import { contradictingDevices } from '../checkpoints/contradicting-devices.ts';
import { countMissingEntries } from '../journal/missing-entries.ts';
import { updatesOfDevices } from '../releases/updates-of-devices.ts';
import { type DuplicateEnrolments, duplicateEnrolments } from './duplicate-enrolments.ts';
import { enrolmentOf } from './list-waiting-devices.ts';
import { pageOfDevices } from './page-of-devices.ts';

/** Devices of the people in the user's reach with their health, the latest enrolled first or as asked for. */
export async function listDevices(
  ctx: UserContext,
  wish: ListDevices,
): Promise<z.infer<typeof DevicesPage>> {
  const now = ctx.now();
  const { ids, next } = await pageOfDevices(ctx, wish);
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
