import type { BookmarkCommentId, BookmarkId, UserId } from '@workcompanion/core/ids';
import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bookmarks } from './bookmarks.ts';
import { users } from './users.ts';
import { utcMicros } from './utc-micros.ts';

/** What is said about a bookmark among those who may watch the person. */
export const bookmarkComments = pgTable(
  'bookmark_comments',
  {
    id: uuid().primaryKey().$type<BookmarkCommentId>(),
    bookmarkId: uuid('bookmark_id')
      .notNull()
      .references(() => bookmarks.id, { onDelete: 'cascade' })
      .$type<BookmarkId>(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id)
      .$type<UserId>(),
    text: text().notNull(),
    createdAt: utcMicros('created_at').notNull(),
  },
  (table) => [index('bookmark_comments_bookmark').on(table.bookmarkId)],
);
