import { unwrapKey } from '@workcompanion/core/crypto/wrap-key';
import { webhookDeliveries, webhooks } from '@workcompanion/db/schema/webhooks';
import { asc, eq, lte } from 'drizzle-orm';
import { ClaimQueue } from '../claims/claim-queue.ts';
import type { Job, WorkerContext } from '../job.ts';
import { postWebhook } from './post-webhook.ts';

const EVERY_MS = 2_000;
const AT_ONCE = 8;
const LEASE_MS = 60_000;
const DELIVERY_QUEUE = new ClaimQueue(webhookDeliveries);

type Delivery = typeof webhookDeliveries.$inferSelect;

/**
 * Sends what is due, and notes how it went. A crash between sending and noting sends it again: the
 * delivery's id, in its body and its head, tells receivers.
 */
export function deliverWebhooks(allowedHosts: readonly string[]): Job {
  return {
    name: 'deliver-webhooks',
    everyMs: EVERY_MS,
    run: async (ctx) => {
      const claimed = await claimDue(ctx);
      if (claimed.length === 0) return null;
      const outcomes = await Promise.all(
        claimed.map((delivery) => deliver(ctx, delivery, allowedHosts)),
      );
      const delivered = outcomes.filter(Boolean).length;
      return { delivered, failed: outcomes.length - delivered };
    },
  };
}

function claimDue({ db, now }: WorkerContext): Promise<Delivery[]> {
  const { nextAt } = webhookDeliveries;
  return db
    .update(webhookDeliveries)
    .set(DELIVERY_QUEUE.claim(LEASE_MS))
    .where(DELIVERY_QUEUE.next({ waiting: lte(nextAt, now()), order: asc(nextAt), limit: AT_ONCE }))
    .returning();
}

/** Whether it arrived. */
async function deliver(
  ctx: WorkerContext,
  delivery: Delivery,
  allowedHosts: readonly string[],
): Promise<boolean> {
  const { id, webhookId, body, attempts } = delivery;
  const [webhook] = await ctx.db.select().from(webhooks).where(eq(webhooks.id, webhookId));
  if (webhook === undefined) return false;
  const secret = unwrapKey(ctx.masterKey, webhook.secret, `webhook:${webhookId}`).toString('utf8');
  const { url } = webhook;
  const { status, error } = await postWebhook({
    url,
    secret,
    delivery: id,
    body,
    now: ctx.now(),
    stopping: ctx.stopping,
    allowedHosts,
  });
  const now = ctx.now();
  const isDelivered = error === null;
  await ctx.db
    .update(webhookDeliveries)
    .set({
      leaseUntil: null,
      lastStatus: status,
      lastError: error,
      deliveredAt: isDelivered ? now : null,
      nextAt: isDelivered ? null : retryAt(attempts, { now, random: Math.random() }),
    })
    .where(DELIVERY_QUEUE.isHeldBy(delivery));
  if (!isDelivered) {
    ctx.log.warn(
      { webhook: webhookId, host: new URL(url).host, attempts, status, error },
      'a webhook was not taken',
    );
  }
  return isDelivered;
}

const SECOND = 1_000_000;
const FIRST = 10 * SECOND;
const CEILING = 3_600 * SECOND;
/** Some ten hours in all. */
export const MOST_ATTEMPTS = 16;

/**
 * When a delivery that failed `attempts` times is tried again, UTC µs: 10 s, doubling up to an hour,
 * half of it by chance; null when it is given up.
 */
export function retryAt(
  attempts: number,
  { now, random }: { readonly now: number; readonly random: number },
): number | null {
  if (attempts >= MOST_ATTEMPTS) return null;
  const whole = Math.min(CEILING, FIRST * 2 ** (attempts - 1));
  return now + Math.round(whole / 2 + (whole / 2) * random);
}
