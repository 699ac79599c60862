import { notifications } from '@workcompanion/db/schema/notifications';
import { and, eq, isNull } from 'drizzle-orm';
import type { MarkRead } from '../../contract/inbox.ts';
import type { UserContext } from '../auth/user-context.ts';

/** Read is read: what has not been sent by e-mail yet never is. Twice is no error. */
export async function markRead(ctx: UserContext, { notification }: MarkRead): Promise<void> {
  const { id, userId, readAt } = notifications;
  await ctx.db
    .update(notifications)
    .set({ readAt: ctx.now(), nextAt: null })
    .where(
      and(
        eq(userId, ctx.user.id),
        isNull(readAt),
        notification === null ? undefined : eq(id, notification),
      ),
    );
}
