import { people } from '@workcompanion/db/schema/people';
import { views } from '@workcompanion/db/schema/views';
import { eq, gte, lt, type SQL } from 'drizzle-orm';
import type { ListViews, ViewsPage } from '../../contract/views.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { keyset } from '../lists/keyset.ts';
import { isDisclosedTo } from '../watching/is-disclosed.ts';
import { readViews } from './read-views.ts';

const KEYS = { watchedAt: { value: views.watchedAt, type: 'timestamptz' } } as const;

/**
 * What was watched, the latest first or in the order in which it was: everything for auditors, and of
 * themselves for the people recorded, without what is not disclosed to them yet.
 */
export async function listViews(ctx: UserContext, wish: ListViews): Promise<ViewsPage> {
  const isSelf = ctx.user.roles.includes('employee') && ctx.user.personId === wish.person;
  if (!isSelf || wish.person === undefined) assertRight(ctx.user, 'audit');
  const order = keyset({ keys: KEYS, id: { value: views.id, type: 'uuid' }, ...wish });
  const rows = await readViews(ctx.db, {
    where: [...matching(wish), order.after, isDisclosedTo(ctx)],
    orderBy: order.by,
    limit: wish.limit + 1,
    key: order.key,
  });
  const { page, next } = order.cut(rows, { limit: wish.limit, idOf: ({ view }) => view.id });
  return { items: page.map(({ view }) => view), next };
}

function matching({ person, user, from, to }: ListViews): (SQL | undefined)[] {
  return [
    person === undefined ? undefined : eq(people.id, person),
    user === undefined ? undefined : eq(views.userId, user),
    from === undefined ? undefined : gte(views.watchedAt, from),
    to === undefined ? undefined : lt(views.watchedAt, to),
  ];
}
