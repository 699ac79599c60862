import { verifyAuthenticationResponse } from '@simplewebauthn/server';
import { AppError } from '@workcompanion/core/errors';
import type { UserId } from '@workcompanion/core/ids';
import { passkeys } from '@workcompanion/db/schema/passkeys';
import { and, eq } from 'drizzle-orm';
import type { PasskeyAssertion } from '../../../contract/passkeys.ts';
import type { ServerContext } from '../../context.ts';
import { relyingParty, takeChallenge } from './challenges.ts';

type Server = Pick<ServerContext, 'db' | 'now' | 'config'>;
type PasskeyRow = typeof passkeys.$inferSelect;

/**
 * Whose passkey has signed a challenge of ours, by its owner's finger, face or PIN. Throws `wrong-code`:
 * it is known to nobody, signed for another site or a second time, or is a copy whose counter is behind.
 */
export async function takePasskey(ctx: Server, assertion: PasskeyAssertion): Promise<UserId> {
  const [row] = await ctx.db.select().from(passkeys).where(eq(passkeys.id, assertion.id));
  if (!row) throw new AppError('wrong-code', 'Nobody here has this passkey.');
  const counter = await verifiedCounter(ctx, row, assertion);
  // Only one of two that come at once, or of two copies, is taken.
  const taken = await ctx.db
    .update(passkeys)
    .set({ counter, lastUsedAt: ctx.now() })
    .where(and(eq(passkeys.id, row.id), eq(passkeys.counter, row.counter)))
    .returning({ id: passkeys.id });
  if (taken.length === 0)
    throw new AppError('wrong-code', 'The passkey was used elsewhere just now.');
  return row.userId;
}

async function verifiedCounter(
  ctx: Server,
  { id, publicKey, counter }: PasskeyRow,
  assertion: PasskeyAssertion,
): Promise<number> {
  const { rpID, origin } = relyingParty(ctx.config.publicUrl);
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: assertion,
      expectedChallenge: (challenge) =>
        takeChallenge(ctx, { challenge, purpose: 'authenticate', user: null }),
      expectedRPID: rpID,
      expectedOrigin: origin,
      credential: { id, publicKey: Uint8Array.from(publicKey), counter },
      requireUserVerification: true,
    });
    if (verified) return authenticationInfo.newCounter;
  } catch (cause) {
    throw new AppError('wrong-code', 'The passkey did not sign what it was asked to.', { cause });
  }
  throw new AppError('wrong-code', 'The signature is not that of the passkey.');
}
