import type { CaseId, CaseNoteId, UserId } from '@workcompanion/core/ids';
import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { cases } from './cases.ts';
import { users } from './users.ts';
import { utcMicros } from './utc-micros.ts';

/** Insert-only: a case file isn't rewritten. */
export const caseNotes = pgTable(
  'case_notes',
  {
    id: uuid().primaryKey().$type<CaseNoteId>(),
    caseId: uuid('case_id')
      .notNull()
      .references(() => cases.id)
      .$type<CaseId>(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id)
      .$type<UserId>(),
    text: text().notNull(),
    writtenAt: utcMicros('written_at').notNull(),
  },
  (table) => [index('case_notes_case').on(table.caseId, table.id)],
);
