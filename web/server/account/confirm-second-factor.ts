import { AppError } from '@workcompanion/core/errors';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { users } from '@workcompanion/db/schema/users';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq } from 'drizzle-orm';
import type { ConfirmSecondFactor, RecoveryCodes } from '../../contract/account.ts';
import { findAccount } from '../auth/find-account.ts';
import type { UserContext } from '../auth/user-context.ts';
import { ensureRecoveryCodes } from './ensure-recovery-codes.ts';
import { factorsChanged } from './factors-changed.ts';
import { stepOfCode } from './totp.ts';
import { openTotpSecret } from './totp-secret.ts';

/**
 * From now on the account asks for a code. Answers with recovery codes where there are none, this once. Throws
 * `wrong-code`, `not-found` (none was begun), `already-exists`.
 */
export async function confirmSecondFactor(
  ctx: UserContext,
  { code }: ConfirmSecondFactor,
): Promise<RecoveryCodes> {
  const at = ctx.now();
  return withTransaction(ctx.db, async (tx) => {
    const { id, totpSecret, totpSince } = await findAccount(tx, ctx.user.id);
    if (totpSince !== null) throw new AppError('already-exists', 'It was confirmed already.');
    if (totpSecret === null) throw new AppError('not-found', 'No second factor was begun.');
    const step = stepOfCode(openTotpSecret(ctx.masterKey, id, totpSecret), code, at / 1000);
    if (step === null) throw new AppError('wrong-code', 'This is not the code of now.');
    await tx.update(users).set({ totpSince: at, totpStep: step }).where(eq(users.id, id));
    const codes = await ensureRecoveryCodes(tx, id);
    await factorsChanged(tx, ctx);
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'account.second-factor-added',
      entityType: 'user',
      entityId: id,
    });
    return { codes };
  });
}
