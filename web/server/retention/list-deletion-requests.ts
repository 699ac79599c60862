import { DeletionRequestId } from '@workcompanion/core/ids';
import { deletionRequests } from '@workcompanion/db/schema/deletion-requests';
import { employees } from '@workcompanion/db/schema/employees';
import { users } from '@workcompanion/db/schema/users';
import { desc, eq, lt } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import type { DeletionRequestsPage } from '../../contract/retention.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { PageSize } from '../page-size.ts';

const requesters = alias(users, 'requesters');
const approvers = alias(users, 'approvers');
const enders = alias(users, 'enders');

export const ListDeletionRequests = z.object({
  cursor: DeletionRequestId.optional(),
  limit: PageSize,
});

/** What somebody wanted deleted at once, the latest first. */
export async function listDeletionRequests(
  ctx: UserContext,
  { cursor, limit }: z.infer<typeof ListDeletionRequests>,
): Promise<DeletionRequestsPage> {
  assertRight(ctx.user, 'list');
  const rows = await ctx.db
    .select({
      request: deletionRequests,
      name: employees.name,
      requestedBy: requesters.name,
      approvedBy: approvers.name,
      endedBy: enders.name,
    })
    .from(deletionRequests)
    .innerJoin(employees, eq(employees.id, deletionRequests.employeeId))
    .innerJoin(requesters, eq(requesters.id, deletionRequests.requestedBy))
    .leftJoin(approvers, eq(approvers.id, deletionRequests.approvedBy))
    .leftJoin(enders, eq(enders.id, deletionRequests.endedBy))
    .where(cursor === undefined ? undefined : lt(deletionRequests.id, cursor))
    .orderBy(desc(deletionRequests.id))
    .limit(limit + 1);
  const items = rows.slice(0, limit).map(({ request, name, ...by }) => ({
    id: request.id,
    person: { id: request.employeeId, name },
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
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

function actOf(at: number | null, by: string | null) {
  return at === null ? null : { at, by: by ?? '' };
}
