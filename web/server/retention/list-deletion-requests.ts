import { deletionRequests } from '@workcompanion/db/schema/deletions';
import { people } from '@workcompanion/db/schema/people';
import { users } from '@workcompanion/db/schema/users';
import { eq } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { DeletionRequestsPage, ListDeletionRequests } from '../../contract/deletions.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { keyset, type SortKey } from '../lists/keyset.ts';

const requesters = alias(users, 'requesters');
const approvers = alias(users, 'approvers');
const enders = alias(users, 'enders');

const KEYS = {
  person: { value: people.name, type: 'text' },
  stretch: { value: deletionRequests.footageFrom, type: 'timestamptz' },
  // Ids are made as deletions are asked for.
  requested: { value: deletionRequests.id, type: 'uuid' },
} as const satisfies Record<string, SortKey>;

/** What somebody wanted deleted at once, the latest first or as asked for. */
export async function listDeletionRequests(
  ctx: UserContext,
  { sort, cursor, limit }: ListDeletionRequests,
): Promise<DeletionRequestsPage> {
  assertRight(ctx.user, 'list');
  const order = keyset({ keys: KEYS, id: KEYS.requested, sort, cursor });
  const rows = await ctx.db
    .select({
      key: order.key,
      request: deletionRequests,
      name: people.name,
      requestedBy: requesters.name,
      approvedBy: approvers.name,
      endedBy: enders.name,
    })
    .from(deletionRequests)
    .innerJoin(people, eq(people.id, deletionRequests.personId))
    .innerJoin(requesters, eq(requesters.id, deletionRequests.requestedBy))
    .leftJoin(approvers, eq(approvers.id, deletionRequests.approvedBy))
    .leftJoin(enders, eq(enders.id, deletionRequests.endedBy))
    .where(order.after)
    .orderBy(...order.by)
    .limit(limit + 1);
  const { page, next } = order.cut(rows, { limit, idOf: ({ request }) => request.id });
  const items = page.map(({ request, name, ...by }) => ({
    id: request.id,
    person: { id: request.personId, name },
    from: request.footageFrom,
    to: request.footageTo,
    reason: request.reason,
    requested: { at: request.requestedAt, by: by.requestedBy },
    isOwn: request.requestedBy === ctx.user.id,
    approved: actOf(request.approvedAt, by.approvedBy),
    ended: actOf(request.endedAt, by.endedBy),
    carriedOutAt: request.carriedOutAt,
    keys: request.keys,
    heldKeys: request.heldKeys,
  }));
  return { items, next };
}

function actOf(at: number | null, by: string | null) {
  return at === null ? null : { at, by: by ?? '' };
}
