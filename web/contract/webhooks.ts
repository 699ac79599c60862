import { ALERT_EVENTS, Alert } from '@workcompanion/core/fleet/alerts';
import { WebhookDeliveryId, WebhookId } from '@workcompanion/core/ids';
import { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';
import { defineRoutes } from './define-routes.ts';
import { told } from './told.ts';

/** What was sent last, and how that went. `waiting` is not tried yet, or `failing` and tried again. */
export const WebhookDelivery = z.object({
  id: WebhookDeliveryId,
  event: told(z.enum(ALERT_EVENTS)),
  alert: told(Alert).nullable(),
  createdAt: UtcMicros,
  state: told(z.enum(['waiting', 'failing', 'delivered', 'given-up'])),
  attempts: z.number().int(),
  nextAt: UtcMicros.nullable(),
  status: z.number().int().nullable(),
  error: z.string().nullable(),
});
export type WebhookDelivery = z.infer<typeof WebhookDelivery>;

export const WebhookSummary = z.object({
  id: WebhookId,
  name: z.string(),
  url: z.string(),
  alerts: z.array(told(Alert)),
  createdAt: UtcMicros,
  lastDelivery: WebhookDelivery.nullable(),
});
export type WebhookSummary = z.infer<typeof WebhookSummary>;
export const Webhooks = z.object({ items: z.array(WebhookSummary), now: UtcMicros });
export type Webhooks = z.infer<typeof Webhooks>;

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** https; http only to this machine. No user and password: they would stand in lists. */
function isAllowed(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
}

export const WebhookUrl = z.string().trim().max(2_000).refine(isAllowed);

export const AddWebhook = z.object({
  name: z.string().trim().min(1).max(100),
  url: WebhookUrl,
  alerts: z.array(Alert).min(1),
});
export type AddWebhook = z.infer<typeof AddWebhook>;

/** Its secret stays: who leaked it removes the webhook and adds another. */
export const ChangeWebhook = AddWebhook.extend({ webhook: WebhookId });
export type ChangeWebhook = z.infer<typeof ChangeWebhook>;

/** The only time the secret is shown. */
export const WebhookAdded = z.object({ id: WebhookId, secret: z.string() });
export type WebhookAdded = z.infer<typeof WebhookAdded>;

export const OneWebhook = z.object({ webhook: WebhookId });
export type OneWebhook = z.infer<typeof OneWebhook>;

export const WEBHOOK_ROUTES = defineRoutes({
  changeWebhook: {
    method: 'POST',
    path: '/api/portal/webhooks/change',
    body: ChangeWebhook,
    answer: null,
  },
  removeWebhook: {
    method: 'POST',
    path: '/api/portal/webhooks/remove',
    body: OneWebhook,
    answer: null,
  },
  listWebhooks: { method: 'GET', path: '/api/portal/webhooks', answer: Webhooks },
  addWebhook: {
    method: 'POST',
    path: '/api/portal/webhooks',
    body: AddWebhook,
    answer: WebhookAdded,
  },
  testWebhook: {
    method: 'POST',
    path: '/api/portal/webhooks/test',
    body: OneWebhook,
    answer: null,
  },
});
