import { notifications } from '@workcompanion/db/schema/notifications';
import { and, desc, eq, isNull, lt } from 'drizzle-orm';
import type { InboxPage, ListInbox } from '../../contract/inbox.ts';
import type { UserContext } from '../auth/user-context.ts';

/** What the user was told, the latest first. */
export async function listInbox(
  ctx: UserContext,
  { cursor, limit }: ListInbox,
): Promise<InboxPage> {
  const { id, userId } = notifications;
  const rows = await ctx.db
    .select()
    .from(notifications)
    .where(and(eq(userId, ctx.user.id), cursor === undefined ? undefined : lt(id, cursor)))
    .orderBy(desc(id))
    .limit(limit + 1);
  const items = rows.slice(0, limit);
  return {
    now: ctx.now(),
    items: items.map((row) => ({
      id: row.id,
      at: row.createdAt,
      isNew: row.readAt === null,
      facts: row.facts,
    })),
    next: rows.length > limit ? (items.at(-1)?.id ?? null) : null,
  };
}

/** How much of it is new. */
export async function countUnread(ctx: UserContext): Promise<{ readonly count: number }> {
  const own = eq(notifications.userId, ctx.user.id);
  return { count: await ctx.db.$count(notifications, and(own, isNull(notifications.readAt))) };
}
