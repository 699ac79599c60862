import { BOOKMARK_ROUTES } from '../../contract/bookmarks.ts';
import { asUser } from '../http/admissions.ts';
import { type BoundRoute, bind } from '../http/bind.ts';
import { commentBookmark } from './comment-bookmark.ts';
import { listBookmarks } from './list-bookmarks.ts';
import { makeBookmark } from './make-bookmark.ts';
import { removeBookmark } from './remove-bookmark.ts';

export const bookmarkRoutes: readonly BoundRoute[] = [
  bind(BOOKMARK_ROUTES.removeBookmark, asUser, removeBookmark),
  bind(BOOKMARK_ROUTES.makeBookmark, asUser, makeBookmark),
  bind(BOOKMARK_ROUTES.commentBookmark, asUser, commentBookmark),
  bind(BOOKMARK_ROUTES.listBookmarks, asUser, listBookmarks),
];
