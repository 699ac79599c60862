import { webhookDeliveries, webhooks } from '@workcompanion/db/schema/webhooks';
import { asc, desc } from 'drizzle-orm';
import type { WebhookDelivery, Webhooks } from '../../contract/webhooks.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';

/** All of them (`addWebhook` limits how many there are), each with what was sent to it last. */
export async function listWebhooks(ctx: UserContext): Promise<Webhooks> {
  assertRight(ctx.user, 'system');
  const [rows, last] = await Promise.all([
    ctx.db.select().from(webhooks).orderBy(asc(webhooks.id)),
    ctx.db
      .selectDistinctOn([webhookDeliveries.webhookId])
      .from(webhookDeliveries)
      .orderBy(webhookDeliveries.webhookId, desc(webhookDeliveries.id)),
  ]);
  return {
    now: ctx.now(),
    items: rows.map(({ id, name, url, alerts, createdAt }) => {
      const delivery = last.find(({ webhookId }) => webhookId === id);
      const lastDelivery = delivery === undefined ? null : asDelivery(delivery);
      return { id, name, url, alerts, createdAt, lastDelivery };
    }),
  };
}

function asDelivery(row: typeof webhookDeliveries.$inferSelect): WebhookDelivery {
  const { id, event, alert, createdAt, attempts, nextAt, lastStatus, lastError } = row;
  return {
    id,
    event,
    alert,
    createdAt,
    attempts,
    nextAt,
    state: stateOf(row),
    status: lastStatus,
    error: lastError,
  };
}

function stateOf({
  deliveredAt,
  nextAt,
  lastError,
}: typeof webhookDeliveries.$inferSelect): WebhookDelivery['state'] {
  if (deliveredAt !== null) return 'delivered';
  if (nextAt === null) return 'given-up';
  return lastError === null ? 'waiting' : 'failing';
}
