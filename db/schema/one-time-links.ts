import type { UserId } from '@workcompanion/core/ids';
import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytes } from './bytes.ts';
import { users } from './users.ts';
import { utcMicros } from './utc-micros.ts';

export const LINK_PURPOSES = ['first-admin', 'invitation', 'password-reset', 'recorder'] as const;

/** Single-use links, kept as the SHA-256 of their token. `user_id`: whose account they open. */
export const oneTimeLinks = pgTable(
  'one_time_links',
  {
    tokenHash: bytes('token_hash').primaryKey(),
    purpose: text().notNull().$type<(typeof LINK_PURPOSES)[number]>(),
    userId: uuid('user_id')
      .references(() => users.id)
      .$type<UserId>(),
    createdAt: utcMicros('created_at').notNull(),
    expiresAt: utcMicros('expires_at').notNull(),
    usedAt: utcMicros('used_at'),
  },
  (table) => [index('one_time_links_user').on(table.userId)],
);
