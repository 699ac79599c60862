import { AppError } from '@workcompanion/core/errors';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { rehearseRequest } from '@workcompanion/db/retention/rehearse-request';
import { deletionRequests } from '@workcompanion/db/schema/deletions';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq } from 'drizzle-orm';
import type { DeletionRequestChoice } from '../../contract/deletions.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { findOpenRequest } from './end-deletion-request.ts';

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
