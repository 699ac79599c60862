import { AppError } from '@workcompanion/core/errors';
import type { DeviceId } from '@workcompanion/core/ids';
import type { Policy } from '@workcompanion/core/protocol/policy';
import { and, asc, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { devices } from '../schema/devices.ts';
import { people } from '../schema/people.ts';
import { policies, policyAssignments } from '../schema/policies.ts';

export interface AssignedPolicy {
  readonly assignment: typeof policyAssignments.$inferSelect;
  readonly policy: Policy;
  readonly name: string;
}

const nearness = sql`case ${policyAssignments.scope} when 'device' then 0 when 'team' then 1 else 2 end`;

const concernsDevice = or(
  eq(policyAssignments.scope, 'all'),
  and(eq(policyAssignments.scope, 'team'), eq(policyAssignments.target, people.teamId)),
  and(eq(policyAssignments.scope, 'device'), eq(policyAssignments.target, devices.id)),
);

/** All that is assigned to a device, to its person's team and to all, the nearest first. */
export async function policiesAssignedTo(db: Db | Tx, device: DeviceId): Promise<AssignedPolicy[]> {
  return db
    .select({ assignment: policyAssignments, policy: policies.body, name: policies.name })
    .from(devices)
    .innerJoin(people, eq(people.id, devices.personId))
    .innerJoin(policyAssignments, concernsDevice)
    .innerJoin(policies, eq(policies.version, policyAssignments.version))
    .where(eq(devices.id, device))
    .orderBy(nearness);
}

/** The version that a device should record by, for a statement that asks more; null without any policy. */
export function policyVersionOf(db: Db | Tx, device: DeviceId): SQL<number | null> {
  const nearest = db
    .select({ version: policyAssignments.version })
    .from(devices)
    .innerJoin(people, eq(people.id, devices.personId))
    .innerJoin(policyAssignments, concernsDevice)
    .where(eq(devices.id, device))
    .orderBy(nearness)
    .limit(1);
  return sql`${nearest}`;
}

/** What a device should record by. */
export async function policyOfDevice(db: Db | Tx, device: DeviceId): Promise<Policy> {
  const [nearest] = await policiesAssignedTo(db, device);
  if (!nearest) throw new AppError('unavailable', 'The database holds no policy yet: run migrate.');
  return nearest.policy;
}

/** The version that each of the devices should record by. */
export async function policyVersionsOf(
  db: Db | Tx,
  ids: readonly DeviceId[],
): Promise<ReadonlyMap<DeviceId, number>> {
  const rows = await db
    .selectDistinctOn([devices.id], { id: devices.id, version: policyAssignments.version })
    .from(devices)
    .innerJoin(people, eq(people.id, devices.personId))
    .innerJoin(policyAssignments, concernsDevice)
    .where(inArray(devices.id, [...ids]))
    .orderBy(asc(devices.id), nearness);
  return new Map(rows.map(({ id, version }) => [id, version]));
}

/** The policy of every recorder that has none nearer: the one assigned to all. */
export async function policyInForce(db: Db | Tx): Promise<Policy> {
  const [row] = await db
    .select({ body: policies.body })
    .from(policyAssignments)
    .innerJoin(policies, eq(policies.version, policyAssignments.version))
    .where(eq(policyAssignments.scope, 'all'));
  if (!row) throw new AppError('unavailable', 'The database holds no policy yet: run migrate.');
  return row.body;
}
