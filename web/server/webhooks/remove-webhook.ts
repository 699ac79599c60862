import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { webhooks } from '@workcompanion/db/schema/webhooks';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq } from 'drizzle-orm';
import type { OneWebhook } from '../../contract/webhooks.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { findWebhook } from './find-webhook.ts';

/** Nothing is sent to it any more; what still waits goes with it. Throws `not-found`. */
export async function removeWebhook(ctx: UserContext, { webhook }: OneWebhook): Promise<void> {
  assertRight(ctx.user, 'system');
  await withTransaction(ctx.db, async (tx) => {
    const { name, url } = await findWebhook(tx, webhook);
    await tx.delete(webhooks).where(eq(webhooks.id, webhook));
    await appendAuditEntry(tx, ctx, {
      at: ctx.now(),
      action: 'webhook.removed',
      entityType: 'webhook',
      entityId: webhook,
      details: { name, host: new URL(url).host },
    });
  });
}
