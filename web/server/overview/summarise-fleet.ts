import { type DeviceSigns, deviceHealth } from '@workcompanion/core/fleet/device-health';
import type { DeviceId, PersonId } from '@workcompanion/core/ids';
import { DeviceHealth } from '../../contract/devices.ts';
import { FrameAge, type Overview, type WatchedDevice } from '../../contract/overview.ts';

/** What is known of one device; times in UTC µs. */
export interface FleetDevice extends DeviceSigns {
  readonly id: DeviceId;
  readonly hostname: string;
  readonly personId: PersonId;
  readonly personName: string;
  readonly backlogBytes: number;
  readonly verifiedAt: number | null;
}

const OUT_OF_USE: readonly DeviceHealth[] = ['revoked', 'retired'];
const MOST_WATCHED = 12;
/** What needs an eye, and in which order. A silent device is an ordinary evening. */
const WATCHED = ['attention', 'behind'] as const satisfies readonly DeviceHealth[];

/** The whole fleet in some figures, and the few devices that need an eye. */
export function summariseFleet(
  fleet: readonly FleetDevice[],
  now: number,
): Omit<Overview, 'contradicted' | 'pausedReleases'> {
  const devices = fleet
    .map((device) => ({ ...device, health: deviceHealth(device, now) }))
    .filter(({ health }) => !OUT_OF_USE.includes(health));
  const waiting = devices.filter(({ backlogSegments }) => backlogSegments > 0);
  const oldest = waiting.flatMap(({ backlogOldest }) => backlogOldest ?? []);
  const countOf = (holds: (device: (typeof devices)[number]) => boolean): number =>
    devices.filter(holds).length;
  return {
    now,
    people: new Set(devices.map(({ personId }) => personId)).size,
    devices: devices.length,
    health: DeviceHealth.options
      .filter((health) => !OUT_OF_USE.includes(health))
      .map((health) => ({ health, count: countOf((device) => device.health === health) })),
    frames: FrameAge.options.map((age) => ({
      age,
      count: countOf(({ verifiedAt }) => frameAge(verifiedAt, now) === age),
    })),
    backlog: {
      devices: waiting.length,
      segments: waiting.reduce((sum, { backlogSegments }) => sum + backlogSegments, 0),
      bytes: waiting.reduce((sum, { backlogBytes }) => sum + backlogBytes, 0),
      oldest: oldest.length === 0 ? null : oldest.reduce((least, at) => Math.min(least, at)),
    },
    holes: countOf(hasHoles),
    parked: countOf(({ parked }) => parked.length > 0),
    watch: WATCHED.flatMap((wanted) => devices.filter(({ health }) => health === wanted))
      .slice(0, MOST_WATCHED)
      .map(watchedDevice),
  };
}

/** Uploads overtake each other: what still waits may fill the hole. */
function hasHoles({ journalEnd, journalNext, backlogSegments }: DeviceSigns): boolean {
  return journalEnd > journalNext && backlogSegments === 0;
}

function watchedDevice(device: FleetDevice & { readonly health: DeviceHealth }): WatchedDevice {
  const { id, hostname, personId, personName, health, verifiedAt } = device;
  return {
    id,
    hostname,
    person: { id: personId, name: personName },
    health,
    verifiedAt,
    backlogSegments: device.backlogSegments,
    backlogBytes: device.backlogBytes,
    parked: device.parked.length,
    hasHoles: hasHoles(device),
  };
}

const MINUTE = 60_000_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Segments last a minute by default and leave within another: five are no delay yet. */
const STEPS = [
  { within: 5 * MINUTE, age: 'minutes' },
  { within: HOUR, age: 'hour' },
  { within: DAY, age: 'day' },
  { within: 7 * DAY, age: 'week' },
] as const;

export function frameAge(verifiedAt: number | null, now: number): FrameAge {
  if (verifiedAt === null) return 'never';
  return STEPS.find(({ within }) => now - verifiedAt <= within)?.age ?? 'older';
}
