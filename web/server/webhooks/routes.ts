import { WEBHOOK_ROUTES } from '../../contract/webhooks.ts';
import { asUser } from '../http/admissions.ts';
import { type BoundRoute, bind } from '../http/bind.ts';
import { listWebhooks } from './list-webhooks.ts';
import { testWebhook } from './test-webhook.ts';
import { addWebhook, changeWebhook, removeWebhook } from './webhooks.ts';

export const webhookRoutes: readonly BoundRoute[] = [
  bind(WEBHOOK_ROUTES.changeWebhook, asUser, changeWebhook),
  bind(WEBHOOK_ROUTES.removeWebhook, asUser, removeWebhook),
  bind(WEBHOOK_ROUTES.listWebhooks, asUser, listWebhooks),
  bind(WEBHOOK_ROUTES.addWebhook, asUser, addWebhook),
  bind(WEBHOOK_ROUTES.testWebhook, asUser, testWebhook),
];
