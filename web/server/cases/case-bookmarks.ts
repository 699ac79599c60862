import { AppError } from '@workcompanion/core/errors';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { bookmarks } from '@workcompanion/db/schema/bookmarks';
import { caseBookmarks } from '@workcompanion/db/schema/cases';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq } from 'drizzle-orm';
import type { BookmarkOfCase } from '../../contract/cases.ts';
import { isWithinReach } from '../auth/reach/reach.ts';
import { beyondReach, reachPerson } from '../auth/reach/reach-person.ts';
import type { UserContext } from '../auth/user-context.ts';
import { assertRoom } from './case-limits.ts';
import { workableCase } from './open-case.ts';

/** A bookmark of anybody's, of footage in the user's reach. Twice is no error. */
export async function putBookmark(
  ctx: UserContext,
  { case: caseId, bookmark: id }: BookmarkOfCase,
): Promise<void> {
  await workableCase(ctx, caseId);
  const [bookmark] = await ctx.db.select().from(bookmarks).where(eq(bookmarks.id, id));
  if (!bookmark) throw new AppError('not-found', `There is no bookmark ${id}.`);
  const { personId, startsAt: from, endsAt: to } = bookmark;
  const { reach } = await reachPerson(ctx, 'watch', personId);
  if (!isWithinReach(reach, { from, to })) throw beyondReach('watch');
  await withTransaction(ctx.db, async (tx) => {
    assertRoom('bookmarks', await tx.$count(caseBookmarks, eq(caseBookmarks.caseId, caseId)));
    const put = await tx
      .insert(caseBookmarks)
      .values({ caseId, bookmarkId: id })
      .onConflictDoNothing();
    if (put.rowCount === 0) return;
    await appendAuditEntry(tx, ctx, {
      at: ctx.now(),
      action: 'case.bookmark-added',
      entityType: 'case',
      entityId: caseId,
      details: { bookmark: id, person: personId, from, to },
    });
  });
}

/** Out of the case; the bookmark itself stays. Twice is no error. */
export async function takeBookmark(
  ctx: UserContext,
  { case: caseId, bookmark: id }: BookmarkOfCase,
): Promise<void> {
  await workableCase(ctx, caseId);
  await withTransaction(ctx.db, async (tx) => {
    const taken = await tx
      .delete(caseBookmarks)
      .where(and(eq(caseBookmarks.caseId, caseId), eq(caseBookmarks.bookmarkId, id)));
    if (taken.rowCount === 0) return;
    await appendAuditEntry(tx, ctx, {
      at: ctx.now(),
      action: 'case.bookmark-removed',
      entityType: 'case',
      entityId: caseId,
      details: { bookmark: id },
    });
  });
}
