import { AppError } from '@workcompanion/core/errors';
import type { Policy } from '@workcompanion/core/protocol/policy';
import { eq } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { policies } from '../schema/policies.ts';
import { policyAssignments } from '../schema/policy-assignments.ts';

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
