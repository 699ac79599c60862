import { randomBytes } from 'node:crypto';
import { wrapKey } from '@workcompanion/core/crypto/wrap-key';
import { AppError } from '@workcompanion/core/errors';
import { newId, WebhookId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Tx } from '@workcompanion/db/client';
import { webhooks } from '@workcompanion/db/schema/webhooks';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq } from 'drizzle-orm';
import type {
  AddWebhook,
  ChangeWebhook,
  OneWebhook,
  WebhookAdded,
} from '../../contract/webhooks.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';

const SECRET_BYTES = 32;

/** Each alert is sent to each: more would be a mistake. */
const MOST_WEBHOOKS = 20;

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

/** Held until the transaction ends. Throws `not-found`. */
export async function findWebhook(tx: Tx, id: WebhookId): Promise<typeof webhooks.$inferSelect> {
  const [row] = await tx.select().from(webhooks).where(eq(webhooks.id, id)).for('update');
  if (!row) throw new AppError('not-found', `There is no webhook ${id}.`);
  return row;
}

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

/** The secret is told once, in the answer; what is kept opens with the master key only. */
export async function addWebhook(
  ctx: UserContext,
  { name, url, alerts }: AddWebhook,
): Promise<WebhookAdded> {
  assertRight(ctx.user, 'system');
  const id = newId(WebhookId);
  const secret = `whsec_${randomBytes(SECRET_BYTES).toString('base64url')}`;
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    if ((await tx.$count(webhooks)) >= MOST_WEBHOOKS) {
      throw new AppError('invalid-input', `There are ${MOST_WEBHOOKS} webhooks already.`);
    }
    await tx.insert(webhooks).values({
      id,
      name,
      url,
      alerts: [...new Set(alerts)],
      secret: wrapKey(ctx.masterKey, Buffer.from(secret), `webhook:${id}`),
      createdAt: at,
      createdBy: ctx.user.id,
    });
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'webhook.added',
      entityType: 'webhook',
      entityId: id,
      details: { name, host: new URL(url).host, alerts },
    });
  });
  return { id, secret };
}
