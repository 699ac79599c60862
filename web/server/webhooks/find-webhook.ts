import { AppError } from '@workcompanion/core/errors';
import type { WebhookId } from '@workcompanion/core/ids';
import type { Tx } from '@workcompanion/db/client';
import { webhooks } from '@workcompanion/db/schema/webhooks';
import { eq } from 'drizzle-orm';

/** Held until the transaction ends. Throws `not-found`. */
export async function findWebhook(tx: Tx, id: WebhookId): Promise<typeof webhooks.$inferSelect> {
  const [row] = await tx.select().from(webhooks).where(eq(webhooks.id, id)).for('update');
  if (!row) throw new AppError('not-found', `There is no webhook ${id}.`);
  return row;
}
