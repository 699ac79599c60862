import { DeviceId, TeamId } from '@workcompanion/core/ids';
import { isOlderVersion } from '@workcompanion/core/protocol/recorder-version';
import { isUpdateOver, type UpdateState } from '@workcompanion/core/releases/update-report';
import type { Db } from '@workcompanion/db/client';
import { devices } from '@workcompanion/db/schema/devices';
import { people } from '@workcompanion/db/schema/people';
import { deviceUpdates, releases, releaseTargets } from '@workcompanion/db/schema/releases';
import { teams } from '@workcompanion/db/schema/teams';
import { users } from '@workcompanion/db/schema/users';
import { and, asc, desc, eq, inArray, isNull } from 'drizzle-orm';
import type { ReleaseProgress, ReleaseSummary, Releases } from '../../contract/releases.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { type Candidate, isFor, type ReleaseReach } from './offered-release.ts';
import { withTargets } from './release-offered-to.ts';

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
  const versions = shown.map(({ version }) => version);
  const names = await namedTargets(ctx.db, versions);
  const fleet = await readFleet(ctx.db);
  const able = fleet.filter(({ by }) => by === 'portal');
  const states = await readStates(ctx.db, versions);
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

type Targets = ReleaseSummary['targets'];

/** Whom each release is for besides its share of all, with their names. A team that is gone is nobody. */
async function namedTargets(
  db: Db,
  versions: readonly string[],
): Promise<ReadonlyMap<string, Targets>> {
  if (versions.length === 0) return new Map();
  const rows = await db
    .select({ row: releaseTargets, team: teams.name, host: devices.host })
    .from(releaseTargets)
    .leftJoin(teams, and(eq(releaseTargets.scope, 'team'), eq(releaseTargets.target, teams.id)))
    .leftJoin(
      devices,
      and(eq(releaseTargets.scope, 'device'), eq(releaseTargets.target, devices.id)),
    )
    .where(inArray(releaseTargets.version, [...versions]))
    .orderBy(asc(releaseTargets.scope), asc(releaseTargets.target));
  const byVersion = Map.groupBy(rows, ({ row }) => row.version);
  return new Map([...byVersion].map(([version, own]) => [version, own.flatMap(named)]));
}

interface TargetRow {
  readonly row: typeof releaseTargets.$inferSelect;
  readonly team: string | null;
  readonly host: { readonly hostname: string } | null;
}

function named({ row, team, host }: TargetRow): Targets {
  if (row.scope === 'team') {
    return team === null ? [] : [{ scope: 'team', id: TeamId.parse(row.target), name: team }];
  }
  return host === null
    ? []
    : [{ scope: 'device', id: DeviceId.parse(row.target), name: host.hostname }];
}

type Place = keyof ReleaseProgress;

/** Where a release is with each of the devices that take releases from here. */
function progressOf(
  release: ReleaseReach,
  devices: readonly Candidate[],
  updates: ReadonlyMap<string, UpdateState>,
): ReleaseProgress {
  const progress: Record<Place, number> = {
    waiting: 0,
    offered: 0,
    downloading: 0,
    'handed-over': 0,
    installed: 0,
    'not-newer': 0,
    refused: 0,
    failed: 0,
    'rolled-back': 0,
  };
  for (const device of devices) {
    const place = placeOf(release, device, updates.get(device.id));
    if (place !== null) progress[place] += 1;
  }
  return progress;
}

/** Null for a device that the release has nothing to do with. */
function placeOf(
  release: ReleaseReach,
  device: Candidate,
  state: UpdateState | undefined,
): Place | null {
  const runsIt = !isOlderVersion(device.running, release.version);
  if (state === undefined) {
    if (!isFor(release, device)) return null;
    return runsIt ? 'not-newer' : 'waiting';
  }
  // Somebody else installed it meanwhile.
  return runsIt && !isUpdateOver(state) && state !== 'handed-over' ? 'installed' : state;
}
