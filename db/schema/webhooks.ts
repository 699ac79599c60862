import type { Alert, AlertEvent } from '@workcompanion/core/fleet/alerts';
import type { UserId, WebhookDeliveryId, WebhookId } from '@workcompanion/core/ids';
import { sql } from 'drizzle-orm';
import { index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
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

/** What is or was sent, a row for each webhook; this is the queue too. Kept for a month. */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    id: uuid().primaryKey().$type<WebhookDeliveryId>(),
    webhookId: uuid('webhook_id')
      .notNull()
      .references(() => webhooks.id, { onDelete: 'cascade' })
      .$type<WebhookId>(),
    event: text().notNull().$type<AlertEvent>(),
    /** Null for a test. */
    alert: text().$type<Alert>(),
    /** The JSON that is sent, to the byte, at each try. */
    body: text().notNull(),
    createdAt: utcMicros('created_at').notNull(),
    attempts: integer().notNull().default(0),
    /** Counts the claims: whoever claimed with another number has lost the delivery. */
    lease: integer().notNull().default(0),
    leaseUntil: utcMicros('lease_until'),
    /** When it is tried next; null when it is settled. */
    nextAt: utcMicros('next_at'),
    deliveredAt: utcMicros('delivered_at'),
    /** The last try's HTTP status, or null and why there was none. */
    lastStatus: integer('last_status'),
    lastError: text('last_error'),
  },
  (table) => [
    index('webhook_deliveries_due').on(table.nextAt).where(sql`next_at is not null`),
    index('webhook_deliveries_webhook').on(table.webhookId, table.id),
  ],
);
