import { AppError } from '@workcompanion/core/errors';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { controlRequests } from '@workcompanion/db/schema/control-requests';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq } from 'drizzle-orm';
import type { OneControlRequest } from '../../contract/control.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { findOpenControlRequest } from './find-open-control-request.ts';

/** Whoever asked takes it back. Throws `forbidden`, `not-found`, `request-closed`. */
export async function withdrawControlRequest(
  ctx: UserContext,
  { request: id }: OneControlRequest,
): Promise<void> {
  assertRight(ctx.user, 'agree');
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    const row = await findOpenControlRequest(tx, id, at);
    if (row.requestedBy !== ctx.user.id) {
      throw new AppError('forbidden', 'Whoever asked for it takes it back: refuse it instead.');
    }
    await tx
      .update(controlRequests)
      .set({ decision: 'withdrawn', decidedAt: at, decidedBy: ctx.user.id })
      .where(eq(controlRequests.id, id));
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'control-request.withdrawn',
      entityType: 'control-request',
      entityId: id,
      details: { kind: row.kind, about: row.subject },
    });
  });
}
