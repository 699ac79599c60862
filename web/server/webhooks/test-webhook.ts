import { newId, WebhookDeliveryId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { webhookDeliveries } from '@workcompanion/db/schema/webhooks';
import { withTransaction } from '@workcompanion/db/transaction';
import type { OneWebhook } from '../../contract/webhooks.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { findWebhook } from './webhooks.ts';

/**
 * Queues a delivery that says it is a test: the worker sends it as it sends alerts, so that it proves the
 * whole way. Throws `not-found`.
 */
export async function testWebhook(ctx: UserContext, { webhook }: OneWebhook): Promise<void> {
  assertRight(ctx.user, 'system');
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    const { name } = await findWebhook(tx, webhook);
    const id = newId(WebhookDeliveryId);
    const body = {
      id,
      at: new Date(at / 1000).toISOString(),
      event: 'test',
      alert: null,
      facts: {},
    };
    await tx.insert(webhookDeliveries).values({
      id,
      webhookId: webhook,
      event: 'test',
      alert: null,
      body: JSON.stringify(body),
      createdAt: at,
      nextAt: at,
    });
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'webhook.tested',
      entityType: 'webhook',
      entityId: webhook,
      details: { name },
    });
  });
}
