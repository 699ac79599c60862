import type { Alert } from '@workcompanion/core/fleet/alerts';
import type { UserId, WebhookId } from '@workcompanion/core/ids';
import { pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytes } from './bytes.ts';
import { users } from './users.ts';
import { utcMicros } from './utc-micros.ts';

/** Where alerts are sent to. */
export const webhooks = pgTable('webhooks', {
  id: uuid().primaryKey().$type<WebhookId>(),
  name: text().notNull(),
  /** https, or http to loopback. It may hold a secret of the receiver: logs and audit name its host. */
  url: text().notNull(),
  alerts: text().array().notNull().$type<Alert[]>(),
  /** Signs what is sent; wrapped by the master key as "webhook:ID". */
  secret: bytes().notNull(),
  createdAt: utcMicros('created_at').notNull(),
  createdBy: uuid('created_by')
    .notNull()
    .references(() => users.id)
    .$type<UserId>(),
});
