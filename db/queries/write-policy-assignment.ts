import type { UserId } from '@workcompanion/core/ids';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import type { Db, Tx } from '../client.ts';
import { type PolicyScope, policyAssignments } from '../schema/policies.ts';

export interface NewPolicyAssignment {
  readonly scope: PolicyScope;
  /** The team or device; null for all. */
  readonly target: string | null;
  readonly version: number;
  readonly at: UtcMicros;
  readonly by: UserId | null;
}

/** Puts a version in force for the target, in the place of what it had. */
export async function writePolicyAssignment(
  db: Db | Tx,
  assignment: NewPolicyAssignment,
): Promise<void> {
  const { scope, target, version, at, by } = assignment;
  const values = { version, assignedAt: at, assignedBy: by };
  await db
    .insert(policyAssignments)
    .values({ scope, target, ...values })
    .onConflictDoUpdate({
      target: [policyAssignments.scope, policyAssignments.target],
      set: values,
    });
}
