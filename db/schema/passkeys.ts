import type { UserId } from '@workcompanion/core/ids';
import { bigint, index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytes } from './bytes.ts';
import { users } from './users.ts';
import { utcMicros } from './utc-micros.ts';

/** The public halves of WebAuthn credentials: a second factor, and a sign-in on their own. */
export const passkeys = pgTable(
  'passkeys',
  {
    /** The credential's id as browsers tell it, base64url. */
    id: text().primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id)
      .$type<UserId>(),
    name: text().notNull(),
    /** COSE. */
    publicKey: bytes('public_key').notNull(),
    /** How often the authenticator has signed, if it counts: one that falls behind is a copy. */
    counter: bigint({ mode: 'number' }).notNull(),
    transports: text().array().notNull(),
    createdAt: utcMicros('created_at').notNull(),
    lastUsedAt: utcMicros('last_used_at'),
  },
  (table) => [index('passkeys_user').on(table.userId)],
);

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
