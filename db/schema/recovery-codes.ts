import type { UserId } from '@workcompanion/core/ids';
import { index, pgTable, uuid } from 'drizzle-orm/pg-core';
import { bytes } from './bytes.ts';
import { users } from './users.ts';
import { utcMicros } from './utc-micros.ts';

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
