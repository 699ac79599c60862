import { randomBytes } from 'node:crypto';
import { wrapKey } from '@workcompanion/core/crypto/wrap-key';
import { AppError } from '@workcompanion/core/errors';
import { newId, WebhookId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { webhooks } from '@workcompanion/db/schema/webhooks';
import { withTransaction } from '@workcompanion/db/transaction';
import type { AddWebhook, WebhookAdded } from '../../contract/webhooks.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';

const SECRET_BYTES = 32;
/** Each alert is sent to each: more would be a mistake. */
const MOST_WEBHOOKS = 20;

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
