import { AppError } from '@workcompanion/core/errors';
import type { Db, Tx } from '@workcompanion/db/client';
import { passkeys } from '@workcompanion/db/schema/passkeys';
import type { SignedInBy } from '@workcompanion/db/schema/sessions';
import type { users } from '@workcompanion/db/schema/users';
import { eq } from 'drizzle-orm';
import type { ShowSecondFactor } from '../../contract/account.ts';
import { codeLimit, countGuess, forgetGuesses } from '../auth/guess-limits.ts';
import type { ServerContext } from '../context.ts';
import { takePasskey } from './passkeys/take-passkey.ts';
import { takeCode } from './take-code.ts';

type UserRow = typeof users.$inferSelect;
type Server = Pick<ServerContext, 'db' | 'masterKey' | 'now' | 'config'>;

export async function hasFactor(db: Db | Tx, user: UserRow): Promise<boolean> {
  if (user.totpSince !== null) return true;
  const own = await db
    .select({ id: passkeys.id })
    .from(passkeys)
    .where(eq(passkeys.userId, user.id))
    .limit(1);
  return own.length > 0;
}

/** By what of the account's it was. Throws `wrong-code`, `second-factor-needed`, `too-many-requests`. */
export async function proveFactor(
  ctx: Server,
  user: UserRow,
  { code, passkey }: ShowSecondFactor,
): Promise<SignedInBy> {
  if (passkey === null && code === '') {
    throw new AppError('second-factor-needed', 'The second factor is missing.');
  }
  await countGuess(ctx, codeLimit(user.id));
  if (passkey !== null && (await takePasskey(ctx, passkey)) !== user.id) {
    throw new AppError('wrong-code', 'This passkey is of another account.');
  }
  const by = passkey !== null ? 'passkey' : await takeCode(ctx, user, code);
  if (by === null) throw new AppError('wrong-code', 'This is not the code of now.');
  await forgetGuesses(ctx, codeLimit(user.id));
  return by;
}
