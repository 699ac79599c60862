import { AppError } from '@workcompanion/core/errors';
import { DeletionRequestId, newId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { rehearseRequest } from '@workcompanion/db/retention/rehearse-request';
import { deletionRequests } from '@workcompanion/db/schema/deletions';
import { people } from '@workcompanion/db/schema/people';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq } from 'drizzle-orm';
import type {
  DeletionRequestChoice,
  RehearseDeletionRequest,
  RequestDeletion,
  RequestRehearsal,
} from '../../contract/deletions.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';

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
