import { isAppError } from '@workcompanion/core/errors';
import { users } from '@workcompanion/db/schema/users';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq } from 'drizzle-orm';
import type { PasskeyAssertion } from '../../contract/passkeys.ts';
import { takePasskey } from '../account/passkeys/take-passkey.ts';
import { addressLimit, countGuess, forgiveGuess } from '../auth/guess-limits.ts';
import type { ServerContext } from '../context.ts';
import { beginSession, type Client } from './begin-session.ts';
import { refuseSession } from './refuse-session.ts';
import type { Entered } from './sign-in.ts';

/**
 * The session of whoever has a passkey and its finger, face or PIN: two factors in one. Null for one
 * that opens nothing. Throws `too-many-requests`.
 */
export async function signInByPasskey(
  ctx: ServerContext,
  { assertion, client }: { readonly assertion: PasskeyAssertion; readonly client: Client },
): Promise<Entered | null> {
  const { address } = client;
  await countGuess(ctx, addressLimit(address));
  const owner = await takePasskey(ctx, assertion).catch((error: unknown) => {
    if (isAppError(error, 'wrong-code')) return null;
    throw error;
  });
  const [user] = owner === null ? [] : await ctx.db.select().from(users).where(eq(users.id, owner));
  if (!user || user.disabledAt !== null) {
    const why = user ? 'disabled' : 'passkey';
    await refuseSession(ctx, { email: '', user: user ?? null, address, why });
    return null;
  }
  await forgiveGuess(ctx, addressLimit(address));
  const session = await withTransaction(ctx.db, (tx) =>
    beginSession(tx, ctx, { user, client, by: 'passkey', hasSecondFactor: true }),
  );
  return { user, session };
}
