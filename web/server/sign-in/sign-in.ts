import type { SessionId } from '@workcompanion/core/ids';
import type { users } from '@workcompanion/db/schema/users';
import { withTransaction } from '@workcompanion/db/transaction';
import type { ServerContext } from '../context.ts';
import { beginSession } from './begin-session.ts';
import { refuseSession } from './refuse-session.ts';
import { type SignInAttempt, verifySignIn } from './verify-sign-in.ts';

export interface Entered {
  readonly user: typeof users.$inferSelect;
  readonly session: SessionId;
}

/** The session of whoever signs in by the form, or null. Throws as `verifySignIn`. */
export async function signIn(ctx: ServerContext, attempt: SignInAttempt): Promise<Entered | null> {
  const verdict = await verifySignIn(ctx, attempt);
  const { email, address, userAgent = '' } = attempt;
  if (!verdict.ok) {
    await refuseSession(ctx, { email, address, user: verdict.user, why: verdict.why });
    return null;
  }
  const { user, by } = verdict;
  const client = { address, userAgent };
  const hasSecondFactor = by !== 'password';
  const session = await withTransaction(ctx.db, (tx) =>
    beginSession(tx, ctx, { user, client, by, hasSecondFactor }),
  );
  return { user, session };
}
