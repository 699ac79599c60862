import { AppError } from '@workcompanion/core/errors';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { holds } from '@workcompanion/db/schema/holds';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq, isNull } from 'drizzle-orm';
import type { ReleaseHold } from '../../contract/holds.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';

/** What it held may go in the next night. Twice is no error: the first release stands. */
export async function releaseHold(
  ctx: UserContext,
  { hold: id, reason }: ReleaseHold,
): Promise<void> {
  assertRight(ctx.user, 'hold');
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    const released = await tx
      .update(holds)
      .set({ releasedAt: at, releasedBy: ctx.user.id, releaseReason: reason })
      .where(and(eq(holds.id, id), isNull(holds.releasedAt)));
    if (released.rowCount === 1) {
      await appendAuditEntry(tx, ctx, {
        at,
        action: 'hold.released',
        entityType: 'hold',
        entityId: id,
        details: { reason },
      });
      return;
    }
    if ((await tx.$count(holds, eq(holds.id, id))) === 0) {
      throw new AppError('not-found', `There is no hold ${id}.`);
    }
  });
}
