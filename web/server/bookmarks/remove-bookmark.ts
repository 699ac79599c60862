import { AppError } from '@workcompanion/core/errors';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { bookmarks } from '@workcompanion/db/schema/bookmarks';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq } from 'drizzle-orm';
import type { RemoveBookmark } from '../../contract/bookmarks.ts';
import type { UserContext } from '../auth/user-context.ts';

/** Only whoever made it. Removing twice is no error. Throws `forbidden`. */
export async function removeBookmark(ctx: UserContext, { id }: RemoveBookmark): Promise<void> {
  await withTransaction(ctx.db, async (tx) => {
    const [row] = await tx.select().from(bookmarks).where(eq(bookmarks.id, id)).for('update');
    if (!row) return;
    if (row.userId !== ctx.user.id) {
      throw new AppError('forbidden', 'Only whoever made a bookmark may remove it.');
    }
    await tx.delete(bookmarks).where(eq(bookmarks.id, id));
    const { personId, startsAt: from, endsAt: to, kind, note } = row;
    await appendAuditEntry(tx, ctx, {
      at: ctx.now(),
      action: 'bookmark.removed',
      entityType: 'person',
      entityId: personId,
      details: { bookmark: id, from, to, kind, note },
    });
  });
}
