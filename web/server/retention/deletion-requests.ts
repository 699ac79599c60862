import { AppError } from '@workcompanion/core/errors';
import { DeletionRequestId, newId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { rehearseRequest } from '@workcompanion/db/retention/rehearse-request';
import { deletionRequests } from '@workcompanion/db/schema/deletions';
import { people } from '@workcompanion/db/schema/people';
import { users } from '@workcompanion/db/schema/users';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type {
  DeletionRequestChoice,
  DeletionRequestsPage,
  ListDeletionRequests,
  RehearseDeletionRequest,
  RequestDeletion,
  RequestRehearsal,
} from '../../contract/deletions.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { keyset, type SortKey } from '../lists/keyset.ts';
import { findOpenRequest } from './end-deletion-request.ts';

const requesters = alias(users, 'requesters');
const approvers = alias(users, 'approvers');
const enders = alias(users, 'enders');

const KEYS = {
  person: { value: people.name, type: 'text' },
  stretch: { value: deletionRequests.footageFrom, type: 'timestamptz' },
  // Ids are made as deletions are asked for.
  requested: { value: deletionRequests.id, type: 'uuid' },
} as const satisfies Record<string, SortKey>;

/** Deletes nothing yet: somebody else with the same right must approve it. */
export async function requestDeletion(
  ctx: UserContext,
  { person, from, to, reason }: RequestDeletion,
): Promise<DeletionRequestChoice> {
  assertRight(ctx.user, 'delete');
  const at = ctx.now();
  if (to <= from) throw new AppError('invalid-input', 'The stretch ends before it begins.');
  // What is still to be recorded is a matter of rules and policies.
  if (from > at) throw new AppError('invalid-input', 'The stretch lies in the future.');
  const id = newId(DeletionRequestId, at / 1000);
  await withTransaction(ctx.db, async (tx) => {
    if ((await tx.$count(people, eq(people.id, person))) === 0) {
      throw new AppError('not-found', `There is no person ${person}.`);
    }
    const stretch = { footageFrom: from, footageTo: Math.min(to, at) };
    const requested = { requestedAt: at, requestedBy: ctx.user.id };
    await tx
      .insert(deletionRequests)
      .values({ id, personId: person, ...stretch, reason, ...requested });
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'deletion-request.made',
      entityType: 'deletion-request',
      entityId: id,
      details: { person, from, to: stretch.footageTo, reason },
    });
  });
  return { request: id };
}

/** What such a request would take now. Nothing is changed. */
export async function rehearseDeletionRequest(
  ctx: UserContext,
  { person, from, to }: RehearseDeletionRequest,
): Promise<RequestRehearsal> {
  assertRight(ctx.user, 'delete');
  return rehearseRequest(ctx.db, { personId: person, from, to }, ctx.now());
}

/**
 * The second pair of eyes: from now on the workers destroy the keys, within a minute or so. What it
 * would take is worked out first, and stays in the audit log; holds are looked at again then.
 */
export async function approveDeletion(
  ctx: UserContext,
  { request: id }: DeletionRequestChoice,
): Promise<void> {
  assertRight(ctx.user, 'delete');
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    const { personId, footageFrom, footageTo, requestedBy } = await findOpenRequest(tx, id);
    if (requestedBy === ctx.user.id) {
      throw new AppError('forbidden', 'Somebody else must approve what you have asked for.');
    }
    const stretch = { personId, from: footageFrom, to: footageTo };
    const { goes, held, inUse } = await rehearseRequest(tx, stretch, at);
    await tx
      .update(deletionRequests)
      .set({ approvedAt: at, approvedBy: ctx.user.id })
      .where(eq(deletionRequests.id, id));
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'deletion-request.approved',
      entityType: 'deletion-request',
      entityId: id,
      details: { person: personId, requestedBy, rehearsal: { goes, held, inUse } },
    });
  });
}

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
