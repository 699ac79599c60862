import { devices } from '@workcompanion/db/schema/devices';
import { policies } from '@workcompanion/db/schema/policies';
import { users } from '@workcompanion/db/schema/users';
import { and, count, desc, eq, isNull, lt } from 'drizzle-orm';
import type { ListPolicies, PoliciesPage, PolicySummary } from '../../contract/policies.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { listAssignments } from './list-assignments.ts';

/** Versions, the newest first, and all that is assigned. */
export async function listPolicies(
  ctx: UserContext,
  { cursor, limit }: ListPolicies,
): Promise<PoliciesPage> {
  assertRight(ctx.user, 'list');
  const rows = await ctx.db
    .select({ policy: policies, createdBy: users.name, devices: count(devices.id) })
    .from(policies)
    .leftJoin(users, eq(users.id, policies.createdBy))
    .leftJoin(devices, and(eq(devices.policyVersion, policies.version), isNull(devices.revokedAt)))
    .where(cursor === undefined ? undefined : lt(policies.version, cursor))
    .groupBy(policies.version, users.name)
    .orderBy(desc(policies.version))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  return {
    items: page.map(summarise),
    next: rows.length > limit ? String(page.at(-1)?.policy.version ?? '') : null,
    assignments: await listAssignments(ctx.db),
  };
}

interface PolicyRow {
  readonly policy: typeof policies.$inferSelect;
  readonly createdBy: string | null;
  readonly devices: number;
}

function summarise({ policy, createdBy, devices }: PolicyRow): PolicySummary {
  const { version, name, note, createdAt, body } = policy;
  return { version, name, note, createdAt, createdBy, body, devices };
}
