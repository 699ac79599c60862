import { DeviceHealth } from '@workcompanion/core/fleet/device-health';
import { devices } from '@workcompanion/db/schema/devices';
import { people } from '@workcompanion/db/schema/people';
import { releases } from '@workcompanion/db/schema/releases';
import { parseUtcMicros } from '@workcompanion/db/schema/utc-micros';
import { and, count, desc, eq, inArray, isNull } from 'drizzle-orm';
import { FrameAge, type Overview } from '../../contract/overview.ts';
import { inReach } from '../auth/reach/in-reach.ts';
import { rightsOf } from '../auth/rights.ts';
import type { UserContext } from '../auth/user-context.ts';
import { contradictingDevices } from '../checkpoints/contradicting-devices.ts';
import { countFleet, watchedDevices } from './count-fleet.ts';

const OUT_OF_USE: readonly DeviceHealth[] = ['revoked', 'retired'];
const HEALTHS = DeviceHealth.options.filter((health) => !OUT_OF_USE.includes(health));

/**
 * How the recording of all people in the user's reach goes. It tells of computers, not of what is
 * on their screens; who may list nobody gets zeros.
 */
export async function readOverview(ctx: UserContext): Promise<Overview> {
  const now = ctx.now();
  const { people: recorded, groups, watched } = await countFleet(ctx, now);
  const sumOf = (of: (group: (typeof groups)[number]) => number) =>
    groups.reduce((sum, group) => sum + of(group), 0);
  const oldest = groups.flatMap((group) =>
    group.oldest === null ? [] : [parseUtcMicros(group.oldest)],
  );
  return {
    now,
    people: recorded,
    devices: sumOf((group) => group.devices),
    health: HEALTHS.map((health) => ({
      health,
      count: sumOf((group) => (group.health === health ? group.devices : 0)),
    })),
    frames: FrameAge.options.map((age) => ({
      age,
      count: sumOf((group) => (group.age === age ? group.devices : 0)),
    })),
    backlog: {
      devices: sumOf((group) => group.waiting),
      segments: sumOf((group) => group.segments),
      bytes: sumOf((group) => group.bytes),
      oldest: oldest.length === 0 ? null : Math.min(...oldest),
    },
    holes: sumOf((group) => group.holes),
    parked: sumOf((group) => group.parked),
    contradicted: await countContradicting(ctx),
    pausedReleases: await releasesPausedByFailures(ctx),
    watch: await watchedDevices(ctx, { watched, now }),
  };
}

async function countContradicting(ctx: UserContext): Promise<number> {
  const contradicting = [...(await contradictingDevices(ctx.db))];
  const [row] = await ctx.db
    .select({ devices: count() })
    .from(devices)
    .innerJoin(people, eq(people.id, devices.personId))
    .where(
      and(inReach(ctx, 'list'), isNull(devices.revokedAt), inArray(devices.id, contradicting)),
    );
  return row?.devices ?? 0;
}

/** Versions that wait for somebody's decision; none for users who have no say in it. */
async function releasesPausedByFailures({ db, user }: UserContext): Promise<string[]> {
  if (!rightsOf(user.roles).includes('policy')) return [];
  const rows = await db
    .select({ version: releases.version })
    .from(releases)
    .where(eq(releases.pauseCause, 'failures'))
    .orderBy(desc(releases.pausedAt), desc(releases.version));
  return rows.map(({ version }) => version);
}
