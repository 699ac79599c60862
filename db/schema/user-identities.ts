import type { UserId } from '@workcompanion/core/ids';
import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { users } from './users.ts';
import { utcMicros } from './utc-micros.ts';

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
