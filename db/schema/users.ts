import type { Role } from '@workcompanion/core/access';
import type { PersonId, UserId } from '@workcompanion/core/ids';
import { bigint, index, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { bytes } from './bytes.ts';
import { people } from './people.ts';
import { utcMicros } from './utc-micros.ts';

/** Portal accounts. */
export const users = pgTable(
  'users',
  {
    id: uuid().primaryKey().$type<UserId>(),
    email: text().notNull(),
    name: text().notNull(),
    /** Null until an invitation is accepted, and for those who sign in elsewhere. */
    passwordHash: text('password_hash'),
    roles: text().array().notNull().$type<Role[]>(),
    personId: uuid('person_id')
      .references(() => people.id)
      .$type<PersonId>(),
    createdAt: utcMicros('created_at').notNull(),
    disabledAt: utcMicros('disabled_at'),
    lastSignInAt: utcMicros('last_sign_in_at'),
    /** Wrapped under the master key; it counts once `totp_since` is set. */
    totpSecret: bytes('totp_secret'),
    totpSince: utcMicros('totp_since'),
    /** The time step of the last code taken: no code is taken twice. */
    totpStep: bigint('totp_step', { mode: 'number' }).notNull().default(0),
  },
  (table) => [
    uniqueIndex('users_email').on(table.email),
    uniqueIndex('users_person').on(table.personId),
    index('users_name').on(table.name, table.id),
  ],
);

/** Codes that stand in for a lost authenticator, once each; only their SHA-256 is kept. */
export const recoveryCodes = pgTable(
  'recovery_codes',
  {
    codeHash: bytes('code_hash').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id)
      .$type<UserId>(),
    usedAt: utcMicros('used_at'),
  },
  (table) => [index('recovery_codes_user').on(table.userId)],
);

/** Who an account is at the company's OpenID provider: issuer and subject never change, emails do. */
export const userIdentities = pgTable(
  'user_identities',
  {
    issuer: text().notNull(),
    subject: text().notNull(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id)
      .$type<UserId>(),
    createdAt: utcMicros('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.issuer, table.subject] }),
    index('user_identities_user').on(table.userId),
  ],
);

const LINK_PURPOSES = ['first-admin', 'invitation', 'password-reset', 'recorder'] as const;

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
