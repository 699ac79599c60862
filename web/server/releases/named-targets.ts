import { DeviceId, TeamId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { devices } from '@workcompanion/db/schema/devices';
import { releaseTargets } from '@workcompanion/db/schema/release-targets';
import { teams } from '@workcompanion/db/schema/teams';
import { and, asc, eq, inArray } from 'drizzle-orm';
import type { ReleaseSummary } from '../../contract/releases.ts';

type Targets = ReleaseSummary['targets'];

/** Whom each release is for besides its share of all, with their names. A team that is gone is nobody. */
export async function namedTargets(
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

interface Row {
  readonly row: typeof releaseTargets.$inferSelect;
  readonly team: string | null;
  readonly host: { readonly hostname: string } | null;
}

function named({ row, team, host }: Row): Targets {
  if (row.scope === 'team') {
    return team === null ? [] : [{ scope: 'team', id: TeamId.parse(row.target), name: team }];
  }
  return host === null
    ? []
    : [{ scope: 'device', id: DeviceId.parse(row.target), name: host.hostname }];
}
