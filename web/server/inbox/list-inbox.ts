import type { NotificationFacts } from '@workcompanion/core/notifications';
import { caseMembers } from '@workcompanion/db/schema/cases';
import { notifications } from '@workcompanion/db/schema/notifications';
import { people } from '@workcompanion/db/schema/people';
import { and, desc, eq, inArray, isNull, lt } from 'drizzle-orm';
import type { InboxPage, ListInbox } from '../../contract/inbox.ts';
import { inReach } from '../auth/reach/in-reach.ts';
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
  const isReachable = await reachOf(
    ctx,
    items.map(({ facts }) => facts),
  );
  return {
    now: ctx.now(),
    items: items.map(({ id: notification, createdAt, readAt, facts }) => ({
      id: notification,
      at: createdAt,
      isNew: readAt === null,
      isReachable: isReachable(facts),
      facts: isReachable(facts) ? facts : withoutNames(facts),
    })),
    next: rows.length > limit ? (items.at(-1)?.id ?? null) : null,
  };
}

/** Rights end after somebody was told: which people and cases the reader may still open. */
async function reachOf(ctx: UserContext, told: readonly NotificationFacts[]) {
  const about = told.flatMap((facts) => ('person' in facts ? [facts.person.id] : []));
  const inCases = told.flatMap((facts) => ('case' in facts ? [facts.case.id] : []));
  const found = await ctx.db
    .select({ id: people.id })
    .from(people)
    .where(and(inArray(people.id, about), inReach(ctx, 'list')));
  const { caseId, userId } = caseMembers;
  const open = await ctx.db
    .select({ id: caseId })
    .from(caseMembers)
    .where(and(inArray(caseId, inCases), eq(userId, ctx.user.id)));
  return (facts: NotificationFacts): boolean => {
    if ('person' in facts) return found.some(({ id }) => id === facts.person.id);
    if ('case' in facts) return open.some(({ id }) => id === facts.case.id);
    return true;
  };
}

function withoutNames(facts: NotificationFacts): NotificationFacts {
  if ('person' in facts) return { ...facts, person: { ...facts.person, name: '' } };
  if ('case' in facts) return { ...facts, case: { ...facts.case, title: '' }, clip: '' };
  return facts;
}

/** How much of it is new. */
export async function countUnread(ctx: UserContext): Promise<{ readonly count: number }> {
  const own = eq(notifications.userId, ctx.user.id);
  return { count: await ctx.db.$count(notifications, and(own, isNull(notifications.readAt))) };
}
