import type { BookmarkId } from '@workcompanion/core/ids';
import { bookmarkComments } from '@workcompanion/db/schema/bookmark-comments';
import { bookmarks } from '@workcompanion/db/schema/bookmarks';
import { purposes } from '@workcompanion/db/schema/purposes';
import { users } from '@workcompanion/db/schema/users';
import { and, asc, eq, gt, gte, inArray, lt, lte, or, sql } from 'drizzle-orm';
import {
  type BookmarkComment,
  type BookmarksPage,
  type ListBookmarks,
  MOST_COMMENTS,
} from '../../contract/bookmarks.ts';
import { isWithinReach } from '../auth/reach/reach.ts';
import { reachPerson } from '../auth/reach/reach-person.ts';
import type { UserContext } from '../auth/user-context.ts';
import { isToldAtOnce } from '../watching/is-disclosed.ts';
import { MAX_BOOKMARK } from './make-bookmark.ts';

/** What is marked of a person between two moments and in reach, in order of time. */
export async function listBookmarks(
  ctx: UserContext,
  { person, from, to, cursor, limit }: ListBookmarks,
): Promise<BookmarksPage> {
  const { reach } = await reachPerson(ctx, 'watch', person);
  const rows = await ctx.db
    .select({ bookmark: bookmarks, userName: users.name })
    .from(bookmarks)
    .innerJoin(users, eq(users.id, bookmarks.userId))
    .where(
      and(
        eq(bookmarks.personId, person),
        gte(bookmarks.startsAt, from - MAX_BOOKMARK),
        lt(bookmarks.startsAt, to),
        gte(bookmarks.endsAt, from),
        isToldTo(ctx),
        cursor === undefined ? undefined : isAfter(cursor),
      ),
    )
    .orderBy(asc(bookmarks.startsAt), asc(bookmarks.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  const seen = page.filter(({ bookmark: { startsAt, endsAt } }) =>
    isWithinReach(reach, { from: startsAt, to: endsAt }),
  );
  const comments = await readComments(
    ctx,
    seen.map(({ bookmark }) => bookmark.id),
  );
  return {
    items: seen.map(({ bookmark, userName }) => ({
      id: bookmark.id,
      device: bookmark.deviceId,
      display: bookmark.display,
      from: bookmark.startsAt,
      to: bookmark.endsAt,
      kind: bookmark.kind,
      note: bookmark.note,
      userName,
      isMine: bookmark.userId === ctx.user.id,
      comments: comments.get(bookmark.id) ?? [],
    })),
    next: rows.length > limit ? (page.at(-1)?.bookmark.id ?? null) : null,
  };
}

/** What is said about each, the first first. */
async function readComments(
  ctx: UserContext,
  ids: readonly BookmarkId[],
): Promise<ReadonlyMap<BookmarkId, BookmarkComment[]>> {
  if (ids.length === 0) return new Map();
  const { id, bookmarkId, text, createdAt, userId } = bookmarkComments;
  const rows = await ctx.db
    .select({ bookmark: bookmarkId, comment: { id, text, at: createdAt, userName: users.name } })
    .from(bookmarkComments)
    .innerJoin(bookmarks, eq(bookmarks.id, bookmarkId))
    .innerJoin(users, eq(users.id, userId))
    .where(and(inArray(bookmarkId, [...ids]), isToldTo(ctx, bookmarkComments)))
    .orderBy(asc(createdAt), asc(id));
  const byBookmark = Map.groupBy(rows, ({ bookmark }) => bookmark);
  return new Map(
    [...byBookmark].map(([bookmark, all]) => [
      bookmark,
      all.slice(0, MOST_COMMENTS).map(({ comment }) => comment),
    ]),
  );
}

/** What is marked or said in an investigation that is not disclosed yet tells of it. */
export function isToldTo(
  { user, now }: UserContext,
  by: Pick<typeof bookmarks | typeof bookmarkComments, 'userId' | 'createdAt'> = bookmarks,
) {
  const { userId, personId, undisclosedUntil, declaredAt } = purposes;
  const isOfInvestigation = and(
    eq(userId, by.userId),
    eq(personId, bookmarks.personId),
    gt(undisclosedUntil, now()),
    lte(declaredAt, by.createdAt),
  );
  return or(
    isToldAtOnce(user, bookmarks.personId),
    sql`not exists (select from ${purposes} where ${isOfInvestigation})`,
  );
}

function isAfter(cursor: BookmarkId) {
  return sql`(${bookmarks.startsAt}, ${bookmarks.id}) >
    (select starts_at, id from bookmarks where id = ${cursor}::uuid)`;
}
