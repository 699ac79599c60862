import { randomBytes } from 'node:crypto';
import type { UserId } from '@workcompanion/core/ids';
import type { Tx } from '@workcompanion/db/client';
import { recoveryCodes } from '@workcompanion/db/schema/users';
import { and, eq, isNull } from 'drizzle-orm';
import { sha256 } from '../keys/sha256.ts';

const CODES = 10;

/** No letter that is easily taken for another (Crockford's base 32, lower case). */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

const LETTERS = 16;

const GROUP = /.{4}(?=.)/g;

/** Codes of 80 bits, in groups that can be read out. */
function makeRecoveryCodes(): string[] {
  return Array.from({ length: CODES }, () =>
    [...randomBytes(LETTERS)]
      .map((byte) => ALPHABET.charAt(byte % ALPHABET.length))
      .join('')
      .replace(GROUP, '$&-'),
  );
}

/** As it is hashed, however it was typed. */
export function normaliseRecoveryCode(typed: string): string {
  return typed.toLowerCase().replace(/[^0-9a-z]/g, '');
}

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
