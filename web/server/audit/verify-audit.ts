import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { verifyAuditChain } from '@workcompanion/db/audit/verify-audit-chain';
import { withTransaction } from '@workcompanion/db/transaction';
import type { AuditVerdict } from '../../contract/audit.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';

/** Reckons the whole chain anew, and tells the log that it was done and what came of it. */
export async function verifyAudit(ctx: UserContext): Promise<AuditVerdict> {
  assertRight(ctx.user, 'audit');
  const verdict = await verifyAuditChain(ctx.db);
  const at = ctx.now();
  const told = verdict.ok
    ? { ok: verdict.ok, count: verdict.count, head: verdict.head.toString('hex') }
    : verdict;
  await withTransaction(ctx.db, (tx) =>
    appendAuditEntry(tx, ctx, {
      at,
      action: 'audit.verified',
      entityType: 'audit',
      entityId: 'chain',
      details: told,
    }),
  );
  return { ...told, at };
}
