import type { Db } from '@workcompanion/db/client';
import { deviceUpdates } from '@workcompanion/db/schema/device-updates';
import { devices } from '@workcompanion/db/schema/devices';
import { people } from '@workcompanion/db/schema/people';
import { releases } from '@workcompanion/db/schema/releases';
import { users } from '@workcompanion/db/schema/users';
import { desc, eq, inArray, isNull } from 'drizzle-orm';
import type { Releases } from '../../contract/releases.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { namedTargets } from './named-targets.ts';
import { withTargets } from './open-releases.ts';
import { progressOf } from './progress-of.ts';

/** Older ones are history, which the audit log has. */
const MOST_SHOWN = 30;

/** The releases there are, and how far each has come. */
export async function listReleases(ctx: UserContext): Promise<Releases> {
  assertRight(ctx.user, 'policy');
  const rows = await ctx.db
    .select({ release: releases, uploadedBy: users.name })
    .from(releases)
    .innerJoin(users, eq(users.id, releases.uploadedBy))
    .orderBy(desc(releases.uploadedAt), desc(releases.version))
    .limit(MOST_SHOWN);
  const shown = await withTargets(
    ctx.db,
    rows.map(({ release }) => release),
  );
  const names = await namedTargets(
    ctx.db,
    shown.map(({ version }) => version),
  );
  const fleet = await readFleet(ctx.db);
  const able = fleet.filter(({ by }) => by === 'portal');
  const states = await readStates(
    ctx.db,
    shown.map(({ version }) => version),
  );
  return {
    now: ctx.now(),
    hasKey: ctx.releases.keys.length > 0,
    items: shown.map(({ statement: _, countedFrom: __, targets, ...release }, index) => ({
      ...release,
      uploadedBy: rows[index]?.uploadedBy ?? '',
      targets: names.get(release.version) ?? [],
      progress: progressOf({ ...release, targets }, able, states.get(release.version) ?? new Map()),
    })),
    unable: {
      ownTools: fleet.filter(({ by }) => by === 'own-tools').length,
      none: fleet.filter(({ by }) => by === 'none').length,
      tooOld: fleet.filter(({ by }) => by === null).length,
    },
  };
}

async function readFleet(db: Db) {
  return await db
    .select({
      id: devices.id,
      team: people.teamId,
      running: devices.recorderVersion,
      by: devices.updatesBy,
    })
    .from(devices)
    .innerJoin(people, eq(people.id, devices.personId))
    .where(isNull(devices.revokedAt));
}

type State = typeof deviceUpdates.$inferSelect.state;

async function readStates(
  db: Db,
  versions: readonly string[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, State>>> {
  if (versions.length === 0) return new Map();
  const rows = await db
    .select({
      version: deviceUpdates.version,
      device: deviceUpdates.deviceId,
      state: deviceUpdates.state,
    })
    .from(deviceUpdates)
    .where(inArray(deviceUpdates.version, [...versions]));
  const byVersion = Map.groupBy(rows, ({ version }) => version);
  return new Map(
    [...byVersion].map(([version, own]) => [
      version,
      new Map(own.map(({ device, state }) => [device, state])),
    ]),
  );
}
