import { AppError } from '@workcompanion/core/errors';
import type { Tx } from '@workcompanion/db/client';
import { enrolmentTokens } from '@workcompanion/db/schema/enrolment-tokens';
import { eq } from 'drizzle-orm';
import { sha256 } from '../keys/sha256.ts';

export type EnrolmentTokenRow = typeof enrolmentTokens.$inferSelect;

/** One enrolment by a token at a time, so that its uses are counted. Throws `enrolment-token-unknown`. */
export async function lockEnrolmentToken(tx: Tx, token: string): Promise<EnrolmentTokenRow> {
  const [row] = await tx
    .select()
    .from(enrolmentTokens)
    .where(eq(enrolmentTokens.tokenHash, sha256(token)))
    .for('no key update');
  if (!row)
    throw new AppError('enrolment-token-unknown', 'This enrolment token is not known here.');
  return row;
}

/** Throws `enrolment-token-expired` (a revoked one too) or `enrolment-token-used`. */
export function assertUsable(token: EnrolmentTokenRow, now: number): void {
  if (token.revokedAt !== null || token.expiresAt <= now) {
    throw new AppError('enrolment-token-expired', 'This enrolment token is no longer valid.');
  }
  if (token.uses >= token.maxUses) {
    throw new AppError('enrolment-token-used', 'This enrolment token was used up.');
  }
}
