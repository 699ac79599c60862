import type { DeviceId } from '@workcompanion/core/ids';
import type { HostFacts } from '@workcompanion/core/protocol/host-facts';
import type { Db } from '@workcompanion/db/client';
import { type DeviceRow, selectDevices } from '@workcompanion/db/queries/select-devices';
import { devices } from '@workcompanion/db/schema/devices';
import { asc, inArray } from 'drizzle-orm';
import type { DuplicateEnrolment } from '../../contract/devices.ts';

export interface DuplicateEnrolments {
  /** Enrolments of the same person that look like the same machine, and are not merged yet. */
  readonly twins: DuplicateEnrolment[];
  readonly predecessors: DuplicateEnrolment[];
  readonly successor: DuplicateEnrolment | null;
}

/** Which other enrolments are, or look like, the same machine as each listed device. */
export async function duplicateEnrolments(
  db: Db,
  listed: readonly DeviceRow[],
): Promise<ReadonlyMap<DeviceId, DuplicateEnrolments>> {
  const people = [...new Set(listed.map(({ personId }) => personId))];
  const related = await selectDevices(db)
    .where(inArray(devices.personId, people))
    .orderBy(asc(devices.id));
  return new Map(listed.map((device) => [device.id, duplicatesOf(device, related)]));
}

function duplicatesOf(device: DeviceRow, related: readonly DeviceRow[]): DuplicateEnrolments {
  const successor = related.find(({ id }) => id === device.successorId);
  return {
    twins: related.filter((other) => isTwin(device, other)).map(asDuplicate),
    predecessors: related.filter(({ successorId }) => successorId === device.id).map(asDuplicate),
    successor: successor === undefined ? null : asDuplicate(successor),
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

function asDuplicate({
  id,
  host,
  enrolledAt,
  lastSeenAt,
  backlogSegments,
}: DeviceRow): DuplicateEnrolment {
  return {
    id,
    hostname: host.hostname,
    enrolledAt,
    lastSeenAt,
    waitingSegments: backlogSegments,
  };
}

type Machine = Pick<HostFacts, 'hostname' | 'macAddresses' | 'serialNumber'>;

/** What firmware says where nobody has written a number. */
const NO_SERIAL = /^(?:0+|none|default string|system serial number|to be filled by o\.?e\.?m\.?)$/i;

/**
 * Whether two enrolments look like one machine: the same serial number; where either has none, the
 * same name and no contradiction by the network cards. A guess, for a person to confirm.
 */
export function isSameMachine(left: Machine, right: Machine): boolean {
  const [serial, other] = [serialOf(left), serialOf(right)];
  if (serial !== null && other !== null) return serial === other;
  if (left.hostname.toLowerCase() !== right.hostname.toLowerCase()) return false;
  const cards = new Set(left.macAddresses.map((mac) => mac.toLowerCase()));
  return (
    cards.size === 0 ||
    right.macAddresses.length === 0 ||
    right.macAddresses.some((mac) => cards.has(mac.toLowerCase()))
  );
}

function serialOf({ serialNumber }: Machine): string | null {
  const serial = serialNumber?.trim() ?? '';
  return serial === '' || NO_SERIAL.test(serial) ? null : serial;
}
