import { BookmarkCommentId, BookmarkId, DeviceId, PersonId } from '@workcompanion/core/ids';
import { DisplayName, UtcMicros } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';
import { defineRoutes } from './define-routes.ts';
import { MicrosParam } from './micros-param.ts';
import { PageSize } from './sorted-page.ts';
import { told } from './told.ts';

export const MAX_BOOKMARK_NOTE = 500;

/** What a mark says: the first ones that there is something to see, the last two that it was reviewed. */
export const BookmarkKind = z.enum(['note', 'look-again', 'example', 'seen', 'nothing-found']);
export type BookmarkKind = z.infer<typeof BookmarkKind>;

export const REVIEWED_KINDS: readonly BookmarkKind[] = ['seen', 'nothing-found'];

export const MAX_COMMENT = 1_000;
/** A bookmark tells so many of its comments, the first ones. */
export const MOST_COMMENTS = 100;

export const BookmarkComment = z.object({
  id: BookmarkCommentId,
  userName: z.string(),
  at: UtcMicros,
  text: z.string(),
});
export type BookmarkComment = z.infer<typeof BookmarkComment>;

/** A stretch that somebody marked; a moment begins where it ends. */
export const Bookmark = z.object({
  id: BookmarkId,
  /** Null: all displays. */
  device: DeviceId.nullable(),
  display: z.string().nullable(),
  from: UtcMicros,
  to: UtcMicros,
  kind: told(BookmarkKind),
  note: z.string(),
  userName: z.string(),
  /** Made by whoever asks: only they may remove it. */
  isMine: z.boolean(),
  comments: z.array(BookmarkComment),
});
export type Bookmark = z.infer<typeof Bookmark>;

export const BookmarksPage = z.object({ items: z.array(Bookmark), next: z.string().nullable() });
export type BookmarksPage = z.infer<typeof BookmarksPage>;

export const MakeBookmark = z
  .object({
    person: PersonId,
    lane: z.object({ device: DeviceId, display: DisplayName }).nullable(),
    from: UtcMicros,
    to: UtcMicros,
    kind: BookmarkKind.default('note'),
    note: z.string().trim().max(MAX_BOOKMARK_NOTE),
  })
  .refine(({ from, to }) => from <= to, 'ends before it begins');
export type MakeBookmark = z.infer<typeof MakeBookmark>;

export const RemoveBookmark = z.object({ id: BookmarkId });
export type RemoveBookmark = z.infer<typeof RemoveBookmark>;

export const CommentBookmark = z.object({
  id: BookmarkId,
  text: z.string().trim().min(1).max(MAX_COMMENT),
});
export type CommentBookmark = z.infer<typeof CommentBookmark>;

export const ListBookmarks = z.object({
  person: PersonId,
  from: MicrosParam,
  to: MicrosParam,
  /** The id of the last one of the page before. */
  cursor: BookmarkId.optional(),
  limit: PageSize,
});
export type ListBookmarks = z.infer<typeof ListBookmarks>;

export const BOOKMARK_ROUTES = defineRoutes({
  removeBookmark: {
    method: 'POST',
    path: '/api/portal/bookmarks/remove',
    body: RemoveBookmark,
    answer: null,
  },
  makeBookmark: {
    method: 'POST',
    path: '/api/portal/bookmarks',
    body: MakeBookmark,
    answer: z.object({ id: BookmarkId }),
  },
  commentBookmark: {
    method: 'POST',
    path: '/api/portal/bookmarks/comment',
    body: CommentBookmark,
    answer: null,
  },
  listBookmarks: {
    method: 'GET',
    path: '/api/portal/people/{person}/bookmarks',
    params: ListBookmarks.pick({ person: true }),
    query: ListBookmarks.omit({ person: true }),
    answer: BookmarksPage,
  },
});
