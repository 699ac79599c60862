import type { BookmarkId, CaseId } from '@workcompanion/core/ids';
import { index, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { bookmarks } from './bookmarks.ts';
import { cases } from './cases.ts';

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
