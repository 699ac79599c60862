import type { CaseId, UserId } from '@workcompanion/core/ids';
import { index, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { cases } from './cases.ts';
import { users } from './users.ts';
import { utcMicros } from './utc-micros.ts';

/** Who may open a case; its maker is the first. */
export const caseMembers = pgTable(
  'case_members',
  {
    caseId: uuid('case_id')
      .notNull()
      .references(() => cases.id)
      .$type<CaseId>(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id)
      .$type<UserId>(),
    addedAt: utcMicros('added_at').notNull(),
    addedBy: uuid('added_by')
      .notNull()
      .references(() => users.id)
      .$type<UserId>(),
  },
  (table) => [
    primaryKey({ columns: [table.caseId, table.userId] }),
    index('case_members_user').on(table.userId),
  ],
);
