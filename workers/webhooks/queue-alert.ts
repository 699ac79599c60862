import type { AlertEvent } from '@workcompanion/core/fleet/alerts';
import { newId, WebhookDeliveryId } from '@workcompanion/core/ids';
import type { Tx } from '@workcompanion/db/client';
import { webhookDeliveries } from '@workcompanion/db/schema/webhook-deliveries';
import { webhooks } from '@workcompanion/db/schema/webhooks';
import { arrayContains } from 'drizzle-orm';
import type { Condition } from './decide-alerts.ts';

interface Told {
  readonly event: AlertEvent;
  readonly condition: Pick<Condition, 'alert' | 'facts'>;
  /** UTC µs. */
  readonly at: number;
}

/** One delivery for each webhook that asked for this alert. */
export async function queueAlert(
  tx: Tx,
  { event, condition: { alert, facts }, at }: Told,
): Promise<void> {
  const wanting = await tx
    .select({ id: webhooks.id })
    .from(webhooks)
    .where(arrayContains(webhooks.alerts, [alert]));
  for (const { id: webhookId } of wanting) {
    const id = newId(WebhookDeliveryId);
    const body = { id, at: new Date(at / 1000).toISOString(), event, alert, facts };
    await tx.insert(webhookDeliveries).values({
      id,
      webhookId,
      event,
      alert,
      body: JSON.stringify(body),
      createdAt: at,
      nextAt: at,
    });
  }
}
