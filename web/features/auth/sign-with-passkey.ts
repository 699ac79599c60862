import { startAuthentication } from '@simplewebauthn/browser';
import { AppError } from '@workcompanion/core/errors';
import { PasskeyAssertion, PasskeyAssertionOptions } from '../../contract/passkeys.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';

/** Has a passkey of the owner's choice sign what the server asks. Throws `passkey-cancelled`. */
export async function signWithPasskey(): Promise<PasskeyAssertion> {
  const optionsJSON = await portalRequest(
    { path: PORTAL_ROUTES.passkeyChallenge, answer: PasskeyAssertionOptions },
    'POST',
  );
  return PasskeyAssertion.parse(await startAuthentication({ optionsJSON }).catch(cancelled));
}

/** Browsers don't say whether somebody changed their mind or had no passkey. */
export function cancelled(cause: unknown): never {
  throw new AppError('passkey-cancelled', 'No passkey was used.', { cause });
}
