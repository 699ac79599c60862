import type { DeviceId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import type { DeviceRow } from '@workcompanion/db/queries/find-device';
import { devices } from '@workcompanion/db/schema/devices';
import { asc, inArray } from 'drizzle-orm';
import type { DeviceKin } from '../../contract/devices.ts';
import { isSameMachine } from './same-machine.ts';

export interface Kin {
  /** Enrolments of the same person that look like the same machine, and are not merged yet. */
  readonly twins: DeviceKin[];
  readonly predecessors: DeviceKin[];
  readonly successor: DeviceKin | null;
}

/** Of devices that stand in a list: which others are the same machine, or look like it. */
export async function kinOfDevices(
  db: Db,
  listed: readonly DeviceRow[],
): Promise<ReadonlyMap<DeviceId, Kin>> {
  const people = [...new Set(listed.map(({ personId }) => personId))];
  const related = await db
    .select()
    .from(devices)
    .where(inArray(devices.personId, people))
    .orderBy(asc(devices.id));
  return new Map(listed.map((device) => [device.id, kinOf(device, related)]));
}

function kinOf(device: DeviceRow, related: readonly DeviceRow[]): Kin {
  const successor = related.find(({ id }) => id === device.successorId);
  return {
    twins: related.filter((other) => isTwin(device, other)).map(asKin),
    predecessors: related.filter(({ successorId }) => successorId === device.id).map(asKin),
    successor: successor === undefined ? null : asKin(successor),
  };
}

function isTwin(device: DeviceRow, other: DeviceRow): boolean {
  return (
    other.id !== device.id &&
    other.personId === device.personId &&
    other.retiredAt === null &&
    device.retiredAt === null &&
    isSameMachine(device.host, other.host)
  );
}

function asKin({ id, host, enrolledAt, lastSeenAt, backlogSegments }: DeviceRow): DeviceKin {
  return {
    id,
    hostname: host.hostname,
    enrolledAt,
    lastSeenAt,
    waitingSegments: backlogSegments,
  };
}
