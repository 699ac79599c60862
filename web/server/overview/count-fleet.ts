import type { DeviceHealth } from '@workcompanion/core/fleet/device-health';
import type { DeviceId } from '@workcompanion/core/ids';
import { healthOfDevice, healthOfState } from '@workcompanion/db/queries/health-of-device';
import { isStateOf } from '@workcompanion/db/queries/is-state-of';
import { deviceStates } from '@workcompanion/db/schema/device-states';
import { devices } from '@workcompanion/db/schema/devices';
import { people } from '@workcompanion/db/schema/people';
import { formatUtcMicros } from '@workcompanion/db/schema/utc-micros';
import { and, count, countDistinct, eq, inArray, isNull, type SQL, sql, sum } from 'drizzle-orm';
import type { FrameAge, WatchedDevice } from '../../contract/overview.ts';
import { ownerInReach } from '../auth/reach/in-reach.ts';
import type { UserContext } from '../auth/user-context.ts';

/** Devices of one health whose footage is of one age. */
interface FleetGroup {
  readonly health: DeviceHealth;
  readonly age: FrameAge;
  readonly devices: number;
  readonly waiting: number;
  readonly segments: number;
  readonly bytes: number;
  /** As PostgreSQL writes it. */
  readonly oldest: string | null;
  readonly holes: number;
  readonly parked: number;
}

/** What needs an eye, and in which order. A silent device is an ordinary evening. */
const WATCHED = ['attention', 'behind'] as const satisfies readonly DeviceHealth[];
const MOST_WATCHED = 12;

/**
 * The devices in use, counted by health and by the age of their footage, and those that need an eye
 * most. The database does it: fifty thousand rows would take the portal a second to read.
 */
export async function countFleet(ctx: UserContext, now: number) {
  const fleet = ctx.db
    .select({
      device: sql<DeviceId>`${deviceStates.deviceId}`.as('device'),
      health: healthOfState(now).as('health'),
      age: frameAge(now).as('age'),
      segments: sql<number>`${deviceStates.backlogSegments}`.as('segments'),
      bytes: sql<number>`${deviceStates.backlogBytes}`.as('bytes'),
      oldest: sql<string>`${deviceStates.backlogOldest}`.as('oldest'),
      hasHoles: hasHoles.as('has_holes'),
      parked: parkedOf.as('parked'),
    })
    .from(deviceStates)
    .where(isStateOf(isInUse(ctx)))
    .as('fleet');
  const waits = sql`filter (where ${fleet.segments} > 0)`;
  const groups: FleetGroup[] = await ctx.db
    .select({
      health: fleet.health,
      age: fleet.age,
      devices: count(),
      waiting: sql`count(*) ${waits}`.mapWith(Number),
      segments: sum(fleet.segments).mapWith(Number),
      bytes: sql`coalesce(sum(${fleet.bytes}) ${waits}, 0)`.mapWith(Number),
      oldest: sql<string | null>`min(${fleet.oldest}) ${waits}`,
      holes: sql`count(*) filter (where ${fleet.hasHoles})`.mapWith(Number),
      parked: sql`count(*) filter (where ${fleet.parked} > 0)`.mapWith(Number),
    })
    .from(fleet)
    .groupBy(fleet.health, fleet.age);
  // Which of them is asked beside: an aggregate of ids would have all rows sorted first.
  const watched = await ctx.db
    .select({ id: fleet.device })
    .from(fleet)
    .where(inArray(fleet.health, [...WATCHED]))
    .orderBy(sql`array_position(${sql.param([...WATCHED])}::text[], ${fleet.health})`, fleet.device)
    .limit(MOST_WATCHED);
  return { people: await countRecorded(ctx), groups, watched: watched.map(({ id }) => id) };
}

/** People with a device in use. */
async function countRecorded(ctx: UserContext): Promise<number> {
  const [row] = await ctx.db
    .select({ people: countDistinct(devices.personId) })
    .from(devices)
    .where(isInUse(ctx));
  return row?.people ?? 0;
}

function isInUse(ctx: UserContext): SQL | undefined {
  return and(ownerInReach(ctx, 'list'), isNull(devices.revokedAt));
}

/** Those devices, in that order. */
export async function watchedDevices(
  ctx: UserContext,
  { watched, now }: { readonly watched: readonly DeviceId[]; readonly now: number },
): Promise<WatchedDevice[]> {
  const rows = await ctx.db
    .select({
      id: devices.id,
      hostname: sql<string>`${devices.host} ->> 'hostname'`,
      person: { id: people.id, name: people.name },
      health: healthOfDevice(now),
      verifiedAt: deviceStates.verifiedAt,
      backlogSegments: deviceStates.backlogSegments,
      backlogBytes: deviceStates.backlogBytes,
      parked: parkedOf,
      hasHoles,
    })
    .from(devices)
    .innerJoin(deviceStates, eq(deviceStates.deviceId, devices.id))
    .innerJoin(people, eq(people.id, devices.personId))
    .where(inArray(devices.id, [...watched]));
  return rows.toSorted((a, b) => watched.indexOf(a.id) - watched.indexOf(b.id));
}

const parkedOf = sql<number>`jsonb_array_length(${deviceStates.parked})`;

/** Uploads overtake each other: what still waits may fill the hole. */
const hasHoles = sql<boolean>`(${deviceStates.journalEnd} > ${deviceStates.journalNext}
  and ${deviceStates.backlogSegments} = 0)`;

const MINUTE = 60_000_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Segments last a minute by default and leave within another: five are no delay yet. */
const STEPS = [
  { within: 5 * MINUTE, age: 'minutes' },
  { within: HOUR, age: 'hour' },
  { within: DAY, age: 'day' },
  { within: 7 * DAY, age: 'week' },
] as const satisfies readonly { within: number; age: FrameAge }[];

function frameAge(now: number): SQL<FrameAge> {
  const steps = STEPS.map(
    ({ within, age }) =>
      sql`when ${deviceStates.verifiedAt} >= ${formatUtcMicros(now - within)}::timestamptz then ${age}`,
  );
  return sql<FrameAge>`case when ${deviceStates.verifiedAt} is null then 'never'
    ${sql.join(steps, sql` `)} else 'older' end`;
}
