import { AppError } from '@workcompanion/core/errors';
import { BookmarkCommentId, newId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { bookmarkComments } from '@workcompanion/db/schema/bookmark-comments';
import { bookmarks } from '@workcompanion/db/schema/bookmarks';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq } from 'drizzle-orm';
import type { CommentBookmark } from '../../contract/bookmarks.ts';
import { isWithinReach } from '../auth/reach/reach.ts';
import { beyondReach, reachPerson } from '../auth/reach/reach-person.ts';
import type { UserContext } from '../auth/user-context.ts';
import { isToldTo } from './list-bookmarks.ts';

/** Says something about a bookmark, to all who may watch what it marks. Throws `not-found`, `forbidden`. */
export async function commentBookmark(
  ctx: UserContext,
  { id, text }: CommentBookmark,
): Promise<void> {
  const missing = new AppError('not-found', `There is no bookmark ${id}.`);
  const [row] = await ctx.db
    .select()
    .from(bookmarks)
    .where(and(eq(bookmarks.id, id), isToldTo(ctx)));
  if (!row) throw missing;
  const { reach } = await reachPerson(ctx, 'watch', row.personId);
  if (!isWithinReach(reach, { from: row.startsAt, to: row.endsAt })) throw beyondReach('watch');
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    const [kept] = await tx
      .select({ id: bookmarks.id })
      .from(bookmarks)
      .where(eq(bookmarks.id, id))
      .for('share');
    if (!kept) throw missing;
    const comment = newId(BookmarkCommentId);
    await tx
      .insert(bookmarkComments)
      .values({ id: comment, bookmarkId: id, userId: ctx.user.id, text, createdAt: at });
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'bookmark.commented',
      entityType: 'person',
      entityId: row.personId,
      details: { bookmark: id, comment, text },
    });
  });
}
