import { sharedContext } from '../../shared-context.ts';

/** COSE: EdDSA, ES256 and RS256, which all browsers and authenticators have one of. */
export const ALGORITHMS = [-8, -7, -257];

/** WebAuthn binds passkeys to the name in the address, and what they sign to the whole origin. */
export function relyingParty(publicUrl: string) {
  const { hostname, origin } = new URL(publicUrl);
  return { rpID: hostname, origin };
}

/** The name in the portal's address, to which passkeys belong. */
export async function passkeyHost(): Promise<string> {
  return relyingParty((await sharedContext()).config.publicUrl).rpID;
}
