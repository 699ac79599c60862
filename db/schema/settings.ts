import type { UserId } from '@workcompanion/core/ids';
import { jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { users } from './users.ts';
import { utcMicros } from './utc-micros.ts';

/** What administrators change in the portal. Each key has a schema of its own where it is read. */
export const settings = pgTable('settings', {
  key: text().primaryKey(),
  value: jsonb().notNull(),
  updatedAt: utcMicros('updated_at').notNull(),
  /** Null: the installation itself. */
  updatedBy: uuid('updated_by')
    .references(() => users.id)
    .$type<UserId>(),
});
