import { isDeepStrictEqual } from 'node:util';
import type { Notice } from '@workcompanion/core/protocol/policy';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Tx } from '@workcompanion/db/client';
import { addPolicyVersion } from '@workcompanion/db/queries/add-policy-version';
import { policies } from '@workcompanion/db/schema/policies';
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
    const notice = await numberedNotice(tx, wish.body.notice.text);
    const body = { ...wish.body, notice };
    const { version } = await addPolicyVersion(tx, { body, name, note, at, by: ctx.user.id });
    if (target !== null) await putInForce(tx, { target, version, at, by: ctx.user.id });
    await appendAuditEntry(tx, {
      at,
      userId: ctx.user.id,
      action: 'policy.created',
      subject: `policy:${version}`,
      details: { name, note, target, body },
    });
    return { version };
  });
}

/** People acknowledge a notice by its number: other words get another, the same words their own. */
async function numberedNotice(tx: Tx, text: Notice['text']): Promise<Notice> {
  const rows = await tx.select({ body: policies.body }).from(policies);
  const known = rows.map(({ body }) => body.notice);
  const same = known.find((notice) => isDeepStrictEqual(notice.text, text));
  return same ?? { version: Math.max(0, ...known.map(({ version }) => version)) + 1, text };
}
