import { AppError } from '@workcompanion/core/errors';
import type { DeletionRequestId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Tx } from '@workcompanion/db/client';
import { deletionRequests } from '@workcompanion/db/schema/deletions';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq } from 'drizzle-orm';
import type { DeletionRequestChoice } from '../../contract/deletions.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';

/** Nothing is deleted by it: refused, or taken back by whoever made it. */
export async function endDeletionRequest(
  ctx: UserContext,
  { request: id }: DeletionRequestChoice,
): Promise<void> {
  assertRight(ctx.user, 'delete');
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    const { personId, requestedBy } = await findOpenRequest(tx, id);
    await tx
      .update(deletionRequests)
      .set({ endedAt: at, endedBy: ctx.user.id })
      .where(eq(deletionRequests.id, id));
    const isOwn = requestedBy === ctx.user.id;
    await appendAuditEntry(tx, ctx, {
      at,
      action: isOwn ? 'deletion-request.taken-back' : 'deletion-request.refused',
      entityType: 'deletion-request',
      entityId: id,
      details: { person: personId, requestedBy },
    });
  });
}

/** A request that nobody has decided yet, locked. Throws `not-found` or `already-exists`. */
export async function findOpenRequest(
  tx: Tx,
  id: DeletionRequestId,
): Promise<typeof deletionRequests.$inferSelect> {
  const [request] = await tx
    .select()
    .from(deletionRequests)
    .where(eq(deletionRequests.id, id))
    .for('update');
  if (!request) throw new AppError('not-found', `There is no request ${id}.`);
  if (request.approvedAt === null && request.endedAt === null) return request;
  throw new AppError('already-exists', 'The request was decided meanwhile.');
}
