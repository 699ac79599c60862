import type { UserId } from '@workcompanion/core/ids';
import { pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytes } from './bytes.ts';
import { users } from './users.ts';
import { utcMicros } from './utc-micros.ts';

/** Single-use links, kept as the SHA-256 of their token: today the first admin's sign-in. */
export const oneTimeLinks = pgTable('one_time_links', {
  tokenHash: bytes('token_hash').primaryKey(),
  purpose: text().notNull().$type<'first-admin'>(),
  userId: uuid('user_id')
    .references(() => users.id)
    .$type<UserId>(),
  createdAt: utcMicros('created_at').notNull(),
  expiresAt: utcMicros('expires_at').notNull(),
  usedAt: utcMicros('used_at'),
});
