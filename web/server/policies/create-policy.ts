import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { addPolicyVersion } from '@workcompanion/db/queries/add-policy-version';
import { withTransaction } from '@workcompanion/db/transaction';
import type { z } from 'zod';
import type { CreatePolicy, PolicyCreated } from '../../contract/policies.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { putInForce } from './put-in-force.ts';

/** A version is never changed: this makes the next one, and puts it in force if asked to. */
export async function createPolicy(
  ctx: UserContext,
  wish: CreatePolicy,
): Promise<z.infer<typeof PolicyCreated>> {
  assertRight(ctx.user, 'policy');
  const { name, note, target } = wish;
  const at = ctx.now();
  return withTransaction(ctx.db, async (tx) => {
    const body = await addPolicyVersion(tx, { body: wish.body, name, note, at, by: ctx.user.id });
    const { version } = body;
    if (target !== null) await putInForce(tx, { target, version, at, by: ctx.user.id });
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'policy.created',
      entityType: 'policy',
      entityId: String(version),
      details: { name, note, target, body },
    });
    return { version };
  });
}
