import type { UserId } from '@workcompanion/core/ids';
import { Policy } from '@workcompanion/core/protocol/policy';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { max, sql } from 'drizzle-orm';
import { ADVISORY_LOCKS } from '../advisory-locks.ts';
import type { Tx } from '../client.ts';
import { policies } from '../schema/policies.ts';

export interface NewPolicy {
  readonly body: Omit<Policy, 'version'>;
  readonly name: string;
  readonly note: string;
  readonly at: UtcMicros;
  /** Null: the installation itself. */
  readonly by: UserId | null;
}

/** Adds the next version. It is in force for nobody until it is assigned. */
export async function addPolicyVersion(tx: Tx, policy: NewPolicy): Promise<Policy> {
  // Two at once would count to the same number.
  await tx.execute(sql`select pg_advisory_xact_lock(${ADVISORY_LOCKS.policyVersion})`);
  const [last] = await tx.select({ version: max(policies.version) }).from(policies);
  const version = (last?.version ?? 0) + 1;
  const body = Policy.parse({ ...policy.body, version });
  const { name, note, at, by } = policy;
  await tx.insert(policies).values({ version, name, note, body, createdAt: at, createdBy: by });
  return body;
}
