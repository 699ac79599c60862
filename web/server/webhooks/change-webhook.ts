import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { webhooks } from '@workcompanion/db/schema/webhooks';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq } from 'drizzle-orm';
import type { ChangeWebhook } from '../../contract/webhooks.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { findWebhook } from './find-webhook.ts';

/** What still waits goes to the new address. The audit tells both hosts. Throws `not-found`. */
export async function changeWebhook(
  ctx: UserContext,
  { webhook, name, url, alerts }: ChangeWebhook,
): Promise<void> {
  assertRight(ctx.user, 'system');
  await withTransaction(ctx.db, async (tx) => {
    const before = await findWebhook(tx, webhook);
    await tx
      .update(webhooks)
      .set({ name, url, alerts: [...new Set(alerts)] })
      .where(eq(webhooks.id, webhook));
    await appendAuditEntry(tx, ctx, {
      at: ctx.now(),
      action: 'webhook.changed',
      entityType: 'webhook',
      entityId: webhook,
      before: { name: before.name, host: new URL(before.url).host, alerts: before.alerts },
      after: { name, host: new URL(url).host, alerts },
    });
  });
}
