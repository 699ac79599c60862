import type { DeviceHealth } from '@workcompanion/core/fleet/device-health';
import { healthOfDevice } from '@workcompanion/db/queries/health-of-device';
import { devices } from '@workcompanion/db/schema/devices';
import { people } from '@workcompanion/db/schema/people';
import { formatUtcMicros } from '@workcompanion/db/schema/utc-micros';
import { and, asc, count, eq, inArray, isNull, min, type SQL, sql } from 'drizzle-orm';
import type { FrameAge, WatchedDevice } from '../../contract/overview.ts';
import { inReach } from '../auth/reach/in-reach.ts';
import type { UserContext } from '../auth/user-context.ts';

/**
 * The devices in use, counted by health and by the age of their footage. The database does it: fifty
 * thousand rows would take the portal a second to read.
 */
export function countFleet(ctx: UserContext, now: number) {
  const fleet = ctx.db
    .select({
      health: healthOfDevice(now).as('health'),
      age: frameAge(now).as('age'),
      segments: devices.backlogSegments,
      bytes: devices.backlogBytes,
      oldest: devices.backlogOldest,
      hasHoles: hasHoles.as('has_holes'),
      parked: parkedOf.as('parked_entries'),
    })
    .from(devices)
    .innerJoin(people, eq(people.id, devices.personId))
    .where(inUse(ctx))
    .as('fleet');
  const isWaiting = sql`${fleet.segments} > 0`;
  return ctx.db
    .select({
      health: fleet.health,
      age: fleet.age,
      devices: count(),
      waiting: countWhere(isWaiting),
      segments: sql`sum(${fleet.segments})`.mapWith(Number),
      bytes: sql`coalesce(sum(${fleet.bytes}) filter (where ${isWaiting}), 0)`.mapWith(Number),
      oldest: min(sql`case when ${isWaiting} then ${fleet.oldest} end`).mapWith(
        devices.backlogOldest,
      ),
      holes: countWhere(sql`${fleet.hasHoles}`),
      parked: countWhere(sql`${fleet.parked} > 0`),
    })
    .from(fleet)
    .groupBy(fleet.health, fleet.age);
}

const countWhere = (holds: SQL) => sql`count(*) filter (where ${holds})`.mapWith(Number);

/** What needs an eye, and in which order. A silent device is an ordinary evening. */
const WATCHED = ['attention', 'behind'] as const satisfies readonly DeviceHealth[];
const MOST_WATCHED = 12;

/** The few devices that need an eye most. */
export function watchedDevices(ctx: UserContext, now: number): Promise<WatchedDevice[]> {
  const health = healthOfDevice(now);
  return ctx.db
    .select({
      id: devices.id,
      hostname: sql<string>`${devices.host} ->> 'hostname'`,
      person: { id: people.id, name: people.name },
      health,
      verifiedAt: devices.verifiedAt,
      backlogSegments: devices.backlogSegments,
      backlogBytes: devices.backlogBytes,
      parked: parkedOf,
      hasHoles,
    })
    .from(devices)
    .innerJoin(people, eq(people.id, devices.personId))
    .where(and(inUse(ctx), inArray(health, [...WATCHED])))
    .orderBy(sql`${health} <> ${WATCHED[0]}`, asc(devices.id))
    .limit(MOST_WATCHED);
}

function inUse(ctx: UserContext): SQL | undefined {
  return and(inReach(ctx, 'list'), isNull(devices.revokedAt));
}

const parkedOf = sql<number>`jsonb_array_length(${devices.parked})`;

/** Uploads overtake each other: what still waits may fill the hole. */
const hasHoles = sql<boolean>`(${devices.journalEnd} > ${devices.journalNext}
  and ${devices.backlogSegments} = 0)`;

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
      sql`when ${devices.verifiedAt} >= ${formatUtcMicros(now - within)}::timestamptz then ${age}`,
  );
  return sql<FrameAge>`case when ${devices.verifiedAt} is null then 'never'
    ${sql.join(steps, sql` `)} else 'older' end`;
}
