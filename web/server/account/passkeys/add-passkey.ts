import { generateRegistrationOptions, verifyRegistrationResponse } from '@simplewebauthn/server';
import { AppError } from '@workcompanion/core/errors';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { passkeys } from '@workcompanion/db/schema/passkeys';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq } from 'drizzle-orm';
import type { ProveOwner, RecoveryCodes } from '../../../contract/account.ts';
import type { AddPasskey, PasskeyRegistration } from '../../../contract/passkeys.ts';
import type { UserContext } from '../../auth/user-context.ts';
import { factorsChanged } from '../own-second-factor.ts';
import { proveOwner } from '../prove-owner.ts';
import { ensureRecoveryCodes } from '../recovery-code.ts';
import { ALGORITHMS, keepChallenge, relyingParty, takeChallenge } from './challenges.ts';

/**
 * From now on the account is opened by this passkey too. Answers with recovery codes where there are
 * none. Throws `wrong-code` (not made for a challenge of ours), `already-exists`.
 */
export async function addPasskey(
  ctx: UserContext,
  { name, registration }: AddPasskey,
): Promise<RecoveryCodes> {
  const { id, publicKey, counter } = await verifiedCredential(ctx, registration);
  const user = ctx.user.id;
  const at = ctx.now();
  return withTransaction(ctx.db, async (tx) => {
    const added = await tx
      .insert(passkeys)
      .values({
        id,
        userId: user,
        name,
        publicKey: Buffer.from(publicKey),
        counter,
        transports: registration.response.transports,
        createdAt: at,
      })
      .onConflictDoNothing()
      .returning({ id: passkeys.id });
    if (added.length === 0) throw new AppError('already-exists', 'This passkey is known already.');
    const codes = await ensureRecoveryCodes(tx, user);
    await factorsChanged(tx, ctx);
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'account.passkey-added',
      entityType: 'user',
      entityId: user,
      details: { passkey: name },
    });
    return { codes };
  });
}

async function verifiedCredential(ctx: UserContext, response: PasskeyRegistration) {
  const { rpID, origin } = relyingParty(ctx.config.publicUrl);
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      response,
      expectedChallenge: (challenge) =>
        takeChallenge(ctx, { challenge, purpose: 'register', user: ctx.user.id }),
      expectedRPID: rpID,
      expectedOrigin: origin,
      supportedAlgorithmIDs: ALGORITHMS,
      requireUserVerification: true,
    });
    if (registrationInfo) return registrationInfo.credential;
  } catch (cause) {
    throw new AppError('wrong-code', 'The passkey was not made as it was asked to.', { cause });
  }
  throw new AppError('wrong-code', 'The passkey does not prove what it is.');
}

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
