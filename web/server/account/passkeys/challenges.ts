import { generateAuthenticationOptions } from '@simplewebauthn/server';
import type { UserId } from '@workcompanion/core/ids';
import { passkeyChallenges } from '@workcompanion/db/schema/passkeys';
import { and, eq, gt, isNull, lte } from 'drizzle-orm';
import { countGuess } from '../../auth/guess-limits.ts';
import type { ServerContext } from '../../context.ts';
import { sharedContext } from '../../shared-context.ts';

/** COSE: EdDSA, ES256 and RS256, which all browsers and authenticators have one of. */
export const ALGORITHMS = [-8, -7, -257];

/** Challenges for one address in a quarter of an hour, so that nobody fills the table. */
const MOST = 100;

/** µs */
const GOOD_FOR = 5 * 60_000_000;

type Server = Pick<ServerContext, 'db' | 'now'>;

type Purpose = (typeof passkeyChallenges.$inferSelect)['purpose'];

interface Challenge {
  readonly challenge: string;
  readonly purpose: Purpose;
  /** Null: for whoever signs in. */
  readonly user: UserId | null;
}

export async function keepChallenge(
  { db, now }: Server,
  { challenge, purpose, user }: Challenge,
): Promise<void> {
  const at = now();
  await db.delete(passkeyChallenges).where(lte(passkeyChallenges.expiresAt, at));
  await db
    .insert(passkeyChallenges)
    .values({ challenge, purpose, userId: user, expiresAt: at + GOOD_FOR });
}

/** Whether we wait for it, at whatever node it was made; from then on no more, whatever comes of it. */
export async function takeChallenge(
  { db, now }: Server,
  { challenge, purpose, user }: Challenge,
): Promise<boolean> {
  const taken = await db
    .delete(passkeyChallenges)
    .where(
      and(
        eq(passkeyChallenges.challenge, challenge),
        eq(passkeyChallenges.purpose, purpose),
        gt(passkeyChallenges.expiresAt, now()),
        user === null ? isNull(passkeyChallenges.userId) : eq(passkeyChallenges.userId, user),
      ),
    )
    .returning({ challenge: passkeyChallenges.challenge });
  return taken.length > 0;
}

/** What a passkey is to sign: whichever the browser's owner chooses. Throws `too-many-requests`. */
export async function challengePasskey(ctx: ServerContext, { address }: { address: string }) {
  await countGuess(ctx, { key: `challenge\n${address}`, most: MOST });
  const { rpID } = relyingParty(ctx.config.publicUrl);
  const options = await generateAuthenticationOptions({ rpID, userVerification: 'required' });
  const { challenge } = options;
  await keepChallenge(ctx, { challenge, purpose: 'authenticate', user: null });
  return options;
}

/** WebAuthn binds passkeys to the name in the address, and what they sign to the whole origin. */
export function relyingParty(publicUrl: string) {
  const { hostname, origin } = new URL(publicUrl);
  return { rpID: hostname, origin };
}

/** The name in the portal's address, to which passkeys belong. */
export async function passkeyHost(): Promise<string> {
  return relyingParty((await sharedContext()).config.publicUrl).rpID;
}
