import { relyingParty } from '../account/passkeys/relying-party.ts';
import { sharedContext } from '../shared-context.ts';

/** The name in the portal's address, to which passkeys belong. */
export async function passkeyHost(): Promise<string> {
  return relyingParty((await sharedContext()).config.publicUrl).rpID;
}
