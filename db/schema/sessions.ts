import type { SessionId, UserId } from '@workcompanion/core/ids';
import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytes } from './bytes.ts';
import { users } from './users.ts';
import { utcMicros } from './utc-micros.ts';

export const SIGN_INS = [
  'password',
  'totp',
  'recovery-code',
  'passkey',
  'company',
  'recorder',
] as const;
/** By what somebody signed in. */
export type SignedInBy = (typeof SIGN_INS)[number];

/** Why a session ended before its time. */
export type SessionEnd =
  | 'signed-out'
  | 'ended-by-owner'
  | 'ended-by-admin'
  | 'password-changed'
  | 'second-factor-changed'
  | 'second-factor-reset'
  | 'roles-changed'
  | 'disabled';

/** One signed-in browser. A cookie names its row, and is worth what the row says. */
export const sessions = pgTable(
  'sessions',
  {
    id: uuid().primaryKey().$type<SessionId>(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id)
      .$type<UserId>(),
    begunAt: utcMicros('begun_at').notNull(),
    /** When the user last did something, to the minute; pages that refresh themselves don't count. */
    lastUsedAt: utcMicros('last_used_at').notNull(),
    address: text().notNull(),
    userAgent: text('user_agent').notNull(),
    signedInBy: text('signed_in_by').notNull().$type<SignedInBy>(),
    /** A second factor was shown in it, here or at the company's provider. */
    hasSecondFactor: boolean('has_second_factor').notNull(),
    endedAt: utcMicros('ended_at'),
    endedBy: text('ended_by').$type<SessionEnd>(),
  },
  (table) => [index('sessions_open').on(table.userId).where(sql`ended_at is null`)],
);

/** Failed sign-ins of an account at an address, and of an address: by the SHA-256 of what is counted. */
export const guessCounters = pgTable('guess_counters', {
  keyHash: bytes('key_hash').primaryKey(),
  failures: integer().notNull(),
  /** From then on it counts from nothing again. */
  endsAt: utcMicros('ends_at').notNull(),
});
