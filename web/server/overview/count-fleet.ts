import type { DeviceHealth } from '@workcompanion/core/fleet/device-health';
import type { DeviceId } from '@workcompanion/core/ids';
import { healthOfDevice } from '@workcompanion/db/queries/health-of-device';
import { devices } from '@workcompanion/db/schema/devices';
import { people } from '@workcompanion/db/schema/people';
import { formatUtcMicros } from '@workcompanion/db/schema/utc-micros';
import { and, countDistinct, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import type { FrameAge, WatchedDevice } from '../../contract/overview.ts';
import { inReach } from '../auth/reach/in-reach.ts';
import type { UserContext } from '../auth/user-context.ts';

/** Devices of one health whose footage is of one age. */
interface FleetGroup {
  readonly health: DeviceHealth;
  readonly age: FrameAge;
  readonly devices: number;
  readonly waiting: number;
  readonly segments: number;
  readonly bytes: number;
  /** As PostgreSQL writes it in JSON. */
  readonly oldest: string | null;
  readonly holes: number;
  readonly parked: number;
}

/** What needs an eye, and in which order. A silent device is an ordinary evening. */
const WATCHED = ['attention', 'behind'] as const satisfies readonly DeviceHealth[];
const MOST_WATCHED = 12;

/**
 * The devices in use, counted by health and by the age of their footage, and those that need an eye
 * most. The database does it, in one look at the table: fifty thousand rows would take the portal a
 * second to read.
 */
export async function countFleet(ctx: UserContext, now: number) {
  const fleet = ctx.db.$with('fleet').as(
    ctx.db
      .select({
        device: sql<DeviceId>`${devices.id}`.as('device'),
        person: sql`${devices.personId}`.as('person'),
        health: healthOfDevice(now).as('health'),
        age: frameAge(now).as('age'),
        segments: sql`${devices.backlogSegments}`.as('segments'),
        bytes: sql`${devices.backlogBytes}`.as('bytes'),
        oldest: sql`${devices.backlogOldest}`.as('oldest'),
        hasHoles: hasHoles.as('has_holes'),
        parked: parkedOf.as('parked'),
      })
      .from(devices)
      .innerJoin(people, eq(people.id, devices.personId))
      .where(and(inReach(ctx, 'list'), isNull(devices.revokedAt))),
  );
  const [counted] = await ctx.db
    .with(fleet)
    .select({
      people: countDistinct(fleet.person),
      groups: sql<FleetGroup[]>`(select coalesce(jsonb_agg(groups), '[]') from (
        select health, age, count(*) as devices, count(*) filter (where segments > 0) as waiting,
          sum(segments) as segments, coalesce(sum(bytes) filter (where segments > 0), 0) as bytes,
          min(oldest) filter (where segments > 0) as oldest,
          count(*) filter (where has_holes) as holes, count(*) filter (where parked > 0) as parked
        from fleet group by health, age) groups)`,
      watched: sql<DeviceId[]>`(select coalesce(jsonb_agg(device), '[]') from (
        select device from fleet where ${inArray(fleet.health, [...WATCHED])}
        order by health <> ${WATCHED[0]}, device limit ${MOST_WATCHED}) watched)`,
    })
    .from(fleet);
  return counted ?? { people: 0, groups: [], watched: [] };
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
      verifiedAt: devices.verifiedAt,
      backlogSegments: devices.backlogSegments,
      backlogBytes: devices.backlogBytes,
      parked: parkedOf,
      hasHoles,
    })
    .from(devices)
    .innerJoin(people, eq(people.id, devices.personId))
    .where(inArray(devices.id, [...watched]));
  return rows.toSorted((a, b) => watched.indexOf(a.id) - watched.indexOf(b.id));
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
