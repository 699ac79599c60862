import type { BookmarkId, CaseId, CaseNoteId, UserId } from '@workcompanion/core/ids';
import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { bookmarks } from './bookmarks.ts';
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

export const caseBookmarks = pgTable(
  'case_bookmarks',
  {
    caseId: uuid('case_id')
      .notNull()
      .references(() => cases.id)
      .$type<CaseId>(),
    bookmarkId: uuid('bookmark_id')
      .notNull()
      .references(() => bookmarks.id, { onDelete: 'cascade' })
      .$type<BookmarkId>(),
  },
  (table) => [
    primaryKey({ columns: [table.caseId, table.bookmarkId] }),
    index('case_bookmarks_bookmark').on(table.bookmarkId),
  ],
);

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
