import { AppError } from '@workcompanion/core/errors';
import type { EnrolmentTokenId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Tx } from '@workcompanion/db/client';
import { enrolmentTokens } from '@workcompanion/db/schema/enrolment-tokens';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq, isNull } from 'drizzle-orm';
import type { RevokeEnrolmentToken } from '../../contract/enrolment-tokens.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';

/** No device can enrol with it any more. Those that did are not touched. */
export async function revokeEnrolmentToken(
  ctx: UserContext,
  { id }: RevokeEnrolmentToken,
): Promise<void> {
  assertRight(ctx.user, 'devices');
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    const [revoked] = await tx
      .update(enrolmentTokens)
      .set({ revokedAt: at })
      .where(and(eq(enrolmentTokens.id, id), isNull(enrolmentTokens.revokedAt)))
      .returning({ label: enrolmentTokens.label });
    if (!revoked) return assertExists(tx, id);
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'enrolment-token.revoked',
      entityType: 'enrolment-token',
      entityId: id,
      details: { label: revoked.label },
    });
  });
}

async function assertExists(tx: Tx, id: EnrolmentTokenId): Promise<void> {
  const rows = await tx
    .select({ id: enrolmentTokens.id })
    .from(enrolmentTokens)
    .where(eq(enrolmentTokens.id, id));
  if (rows.length === 0) throw new AppError('not-found', `There is no enrolment token ${id}.`);
}
