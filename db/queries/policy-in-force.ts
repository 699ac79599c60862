import { AppError } from '@workcompanion/core/errors';
import type { Policy } from '@workcompanion/core/protocol/policy';
import { desc } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { policies } from '../schema/policies.ts';

/** The policy every recorder should have: the highest version. */
export async function policyInForce(db: Db | Tx): Promise<Policy> {
  const [row] = await db
    .select({ body: policies.body })
    .from(policies)
    .orderBy(desc(policies.version))
    .limit(1);
  if (!row) throw new AppError('unavailable', 'The database holds no policy yet: run migrate.');
  return row.body;
}
