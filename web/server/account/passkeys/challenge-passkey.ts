import { generateAuthenticationOptions } from '@simplewebauthn/server';
import { countGuess } from '../../auth/guess-limits.ts';
import type { ServerContext } from '../../context.ts';
import { keepChallenge } from './challenges.ts';
import { relyingParty } from './relying-party.ts';

/** Challenges for one address in a quarter of an hour, so that nobody fills the table. */
const MOST = 100;

/** What a passkey is to sign: whichever the browser's owner chooses. Throws `too-many-requests`. */
export async function challengePasskey(ctx: ServerContext, { address }: { address: string }) {
  await countGuess(ctx, { key: `challenge\n${address}`, most: MOST });
  const { rpID } = relyingParty(ctx.config.publicUrl);
  const options = await generateAuthenticationOptions({ rpID, userVerification: 'required' });
  const { challenge } = options;
  await keepChallenge(ctx, { challenge, purpose: 'authenticate', user: null });
  return options;
}
