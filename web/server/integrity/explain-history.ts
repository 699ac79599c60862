import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { historyExplanations } from '@workcompanion/db/schema/history-explanations';
import { withTransaction } from '@workcompanion/db/transaction';
import type { ExplainHistory } from '../../contract/integrity.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';

/**
 * Says why computers remember other checkpoints of these numbers, also those that are yet to tell of
 * it. They raise no alarm from then on, and stay on record beside the reason and who gave it.
 */
export async function explainHistory(ctx: UserContext, explanation: ExplainHistory): Promise<void> {
  assertRight(ctx.user, 'system');
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    await tx
      .insert(historyExplanations)
      .values({ ...explanation, explainedBy: ctx.user.id, explainedAt: at });
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'checkpoint.explained',
      entityType: 'checkpoint',
      entityId: 'chain',
      details: { ...explanation },
    });
  });
}
