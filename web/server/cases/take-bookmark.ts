import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { caseBookmarks } from '@workcompanion/db/schema/case-bookmarks';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq } from 'drizzle-orm';
import type { BookmarkOfCase } from '../../contract/cases.ts';
import type { UserContext } from '../auth/user-context.ts';
import { workableCase } from './open-case.ts';

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
