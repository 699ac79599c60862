import type { users } from '@workcompanion/db/schema/users';
import { withTransaction } from '@workcompanion/db/transaction';
import type { ServerContext } from '../context.ts';
import { beginSession } from './begin-session.ts';
import { refuseSession } from './refuse-session.ts';
import { type SignInAttempt, verifySignIn } from './verify-sign-in.ts';

/** The account of whoever signs in by the form, or null. Throws as `verifySignIn`. */
export async function signIn(
  ctx: ServerContext,
  attempt: SignInAttempt,
): Promise<typeof users.$inferSelect | null> {
  const verdict = await verifySignIn(ctx, attempt);
  const { email, address } = attempt;
  if (!verdict.ok) {
    await refuseSession(ctx, { email, address, user: verdict.user, why: verdict.why });
    return null;
  }
  const { user, by } = verdict;
  await withTransaction(ctx.db, (tx) => beginSession(tx, ctx, { user, address, by }));
  return user;
}
