import { generateRegistrationOptions } from '@simplewebauthn/server';
import { passkeys } from '@workcompanion/db/schema/passkeys';
import { eq } from 'drizzle-orm';
import type { ProveOwner } from '../../../contract/account.ts';
import type { UserContext } from '../../auth/user-context.ts';
import { proveOwner } from '../prove-owner.ts';
import { keepChallenge } from './challenges.ts';
import { ALGORITHMS, relyingParty } from './relying-party.ts';

/** What a new passkey is made for. Throws as `proveOwner`. */
export async function beginPasskey(ctx: UserContext, proof: ProveOwner) {
  await proveOwner(ctx, proof);
  const { id, name, email } = ctx.user;
  const own = await ctx.db.select().from(passkeys).where(eq(passkeys.userId, id));
  const options = await generateRegistrationOptions({
    rpName: 'WorkCompanion',
    rpID: relyingParty(ctx.config.publicUrl).rpID,
    userID: new TextEncoder().encode(id),
    userName: email,
    userDisplayName: name,
    supportedAlgorithmIDs: ALGORITHMS,
    excludeCredentials: own.map(({ id: credential, transports }) => ({
      id: credential,
      transports,
    })),
    // Found without a name being typed, and never without its owner.
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  await keepChallenge(ctx, { challenge: options.challenge, purpose: 'register', user: id });
  return options;
}
