import type { CaseId, UserId } from '@workcompanion/core/ids';
import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { users } from './users.ts';
import { utcMicros } from './utc-micros.ts';

/** Folders of clips, notes, bookmarks and holds. Never removed, only closed. */
export const cases = pgTable(
  'cases',
  {
    id: uuid().primaryKey().$type<CaseId>(),
    title: text().notNull(),
    description: text().notNull().default(''),
    createdAt: utcMicros('created_at').notNull(),
    createdBy: uuid('created_by')
      .notNull()
      .references(() => users.id)
      .$type<UserId>(),
    closedAt: utcMicros('closed_at'),
    closedBy: uuid('closed_by')
      .references(() => users.id)
      .$type<UserId>(),
  },
  (table) => [index('cases_created').on(table.createdAt, table.id)],
);
