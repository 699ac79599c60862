import { DEVICE_ROW, type DeviceRow } from '@workcompanion/db/queries/select-devices';
import { deviceStates } from '@workcompanion/db/schema/device-states';
import { devices } from '@workcompanion/db/schema/devices';
import { people } from '@workcompanion/db/schema/people';
import { teams } from '@workcompanion/db/schema/teams';
import { asc, eq, sql } from 'drizzle-orm';
import type { DeviceEnrolment, WaitingDevices } from '../../contract/devices.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';

/** Whoever has more to decide has been flooded, and decides on these first. */
const MOST = 200;

/** Devices that wait for approval, those that wait longest first, with whom they claim to be of. */
export async function listWaitingDevices(ctx: UserContext): Promise<WaitingDevices> {
  assertRight(ctx.user, 'devices');
  const rows = await ctx.db
    .select({
      device: DEVICE_ROW,
      claimed: { id: people.id, name: people.name },
      team: teams.name,
    })
    .from(devices)
    .innerJoin(deviceStates, eq(deviceStates.deviceId, devices.id))
    .leftJoin(people, sql`${people.id} = (${devices.enrolment} -> 'claim' ->> 'personId')::uuid`)
    .leftJoin(teams, eq(teams.id, people.teamId))
    .where(eq(devices.approval, 'waiting'))
    .orderBy(asc(devices.id))
    .limit(MOST);
  return {
    items: rows.map(({ device, claimed, team }) => ({
      id: device.id,
      hostname: device.host.hostname,
      enrolledAt: device.enrolledAt,
      lastSeenAt: device.lastSeenAt,
      lastReceivedAt: device.lastReceivedAt,
      enrolment: enrolmentOf(device),
      claimed: claimed && { ...claimed, team },
      why: device.enrolment?.claim?.why ?? 'known-person',
    })),
    now: ctx.now(),
  };
}

/** Where a device came from: its address as we saw it, all else by its own word. */
export function enrolmentOf({ host, enrolment, approval }: DeviceRow): DeviceEnrolment {
  const { userName, serialNumber, platform, macAddresses } = host;
  return {
    userName,
    serialNumber,
    platform,
    macAddresses,
    address: enrolment?.address ?? null,
    tokenLabel: enrolment?.tokenLabel ?? null,
    wasApproved: approval === 'approved' && enrolment?.claim != null,
  };
}
