import type { UserId } from '@workcompanion/core/ids';
import type { NotificationTopic } from '@workcompanion/core/notifications';
import { pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { users } from './users.ts';

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
