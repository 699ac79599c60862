import type { UserId } from '@workcompanion/core/ids';
import { pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { users } from './users.ts';
import { utcMicros } from './utc-micros.ts';

/** What authenticators are asked to sign: each is taken once, within minutes, on whatever node. */
export const passkeyChallenges = pgTable('passkey_challenges', {
  /** base64url of random bytes. */
  challenge: text().primaryKey(),
  /** Null: of whoever signs in. */
  userId: uuid('user_id')
    .references(() => users.id)
    .$type<UserId>(),
  purpose: text().notNull().$type<'register' | 'authenticate'>(),
  expiresAt: utcMicros('expires_at').notNull(),
});
