import { DeviceId, TeamId } from '@workcompanion/core/ids';
import type { Db, Tx } from '@workcompanion/db/client';
import { devices } from '@workcompanion/db/schema/devices';
import { policies, policyAssignments } from '@workcompanion/db/schema/policies';
import { teams } from '@workcompanion/db/schema/teams';
import { users } from '@workcompanion/db/schema/users';
import { and, asc, eq, sql } from 'drizzle-orm';
import type { PolicyAssignment, PolicyTarget } from '../../contract/policies.ts';

const BY_SCOPE = sql`case ${policyAssignments.scope} when 'all' then 0 when 'team' then 1 else 2 end`;

type Row = typeof policyAssignments.$inferSelect;

/** All there are: for all first, then teams, then devices, by name. */
export async function listAssignments(db: Db | Tx): Promise<PolicyAssignment[]> {
  const rows = await db
    .select({
      row: policyAssignments,
      team: teams.name,
      host: devices.host,
      policyName: policies.name,
      assignedBy: users.name,
    })
    .from(policyAssignments)
    .innerJoin(policies, eq(policies.version, policyAssignments.version))
    .leftJoin(teams, ofScope('team', teams.id))
    .leftJoin(devices, ofScope('device', devices.id))
    .leftJoin(users, eq(users.id, policyAssignments.assignedBy))
    .orderBy(BY_SCOPE, asc(teams.name), sql`${devices.host} ->> 'hostname'`, asc(devices.id));
  return rows.map(({ row, team, host, policyName, assignedBy }) => ({
    target: targetOf(row),
    name: team ?? host?.hostname ?? null,
    version: row.version,
    policyName,
    assignedAt: row.assignedAt,
    assignedBy,
  }));
}

function ofScope(scope: Row['scope'], id: typeof teams.id | typeof devices.id) {
  return and(eq(policyAssignments.scope, scope), eq(policyAssignments.target, id));
}

function targetOf({ scope, target }: Pick<Row, 'scope' | 'target'>): PolicyTarget {
  switch (scope) {
    case 'all':
      return { scope };
    case 'team':
      return { scope, id: TeamId.parse(target) };
    case 'device':
      return { scope, id: DeviceId.parse(target) };
  }
}
