import type { UserId } from '@workcompanion/core/ids';
import type { Tx } from '@workcompanion/db/client';
import { recoveryCodes } from '@workcompanion/db/schema/recovery-codes';
import { and, eq, isNull } from 'drizzle-orm';
import { sha256 } from '../keys/sha256.ts';
import { makeRecoveryCodes, normaliseRecoveryCode } from './recovery-code.ts';

/** New ones where none is left; they are shown this once. */
export async function ensureRecoveryCodes(tx: Tx, user: UserId): Promise<string[]> {
  const left = await tx
    .select({ user: recoveryCodes.userId })
    .from(recoveryCodes)
    .where(and(eq(recoveryCodes.userId, user), isNull(recoveryCodes.usedAt)))
    .limit(1);
  if (left.length > 0) return [];
  const codes = makeRecoveryCodes();
  await tx
    .insert(recoveryCodes)
    .values(codes.map((one) => ({ codeHash: sha256(normaliseRecoveryCode(one)), userId: user })));
  return codes;
}
