import type { NotificationId, UserId } from '@workcompanion/core/ids';
import type { NotificationFacts, NotificationTopic } from '@workcompanion/core/notifications';
import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { users } from './users.ts';
import { utcMicros } from './utc-micros.ts';

/** What an account is told, a row for each reader; the queue of what is sent by e-mail too. */
export const notifications = pgTable(
  'notifications',
  {
    id: uuid().primaryKey().$type<NotificationId>(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' })
      .$type<UserId>(),
    facts: jsonb().notNull().$type<NotificationFacts>(),
    createdAt: utcMicros('created_at').notNull(),
    /** Null while it is new to the reader. */
    readAt: utcMicros('read_at'),
    attempts: integer().notNull().default(0),
    /** Counts the claims: whoever claimed with another number has lost it. */
    lease: integer().notNull().default(0),
    leaseUntil: utcMicros('lease_until'),
    /** When an e-mail is due; null when none is, or it is settled. */
    nextAt: utcMicros('next_at'),
    mailedAt: utcMicros('mailed_at'),
    /** What the mail server said at the last try. */
    lastError: text('last_error'),
  },
  (table) => [
    index('notifications_user').on(table.userId, table.id),
    index('notifications_unread').on(table.userId).where(sql`read_at is null`),
    index('notifications_due').on(table.nextAt).where(sql`next_at is not null`),
  ],
);

/** What an account wants by e-mail too. Without a row: nothing. */
export const mailChoices = pgTable('mail_choices', {
  userId: uuid('user_id')
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' })
    .$type<UserId>(),
  locale: text().notNull(),
  /** By which the morning of the daily e-mail is told. */
  timeZone: text('time_zone').notNull(),
  atOnce: text('at_once').array().notNull().$type<NotificationTopic[]>(),
  daily: text().array().notNull().$type<NotificationTopic[]>(),
});
