import { verify } from '@node-rs/argon2';
import { AppError } from '@workcompanion/core/errors';
import { users } from '@workcompanion/db/schema/users';
import { eq } from 'drizzle-orm';
import { countGuess, forgetGuesses, placeLimit } from '../auth/guess-limits.ts';
import type { UserContext } from '../auth/user-context.ts';

/** Throws `wrong-password`, `too-many-requests`: a session that was left open proves nothing. */
export async function provePassword(ctx: UserContext, password: string): Promise<void> {
  const attempt = { email: ctx.user.email, address: `account ${ctx.user.id}` };
  await countGuess(ctx, placeLimit(attempt));
  const [row] = await ctx.db.select().from(users).where(eq(users.id, ctx.user.id));
  if (!(row?.passwordHash && (await verify(row.passwordHash, password)))) {
    throw new AppError('wrong-password', 'This is not the password of the account.');
  }
  await forgetGuesses(ctx, placeLimit(attempt));
}
