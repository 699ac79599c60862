import { browserSupportsWebAuthn, startAuthentication } from '@simplewebauthn/browser';
import { AppError } from '@workcompanion/core/errors';
import { ACCOUNT_ROUTES } from '../../contract/account.ts';
import { PasskeyAssertion } from '../../contract/passkeys.ts';
import { callRoute } from '../api/call-route.ts';

/** Has a passkey of the owner's choice sign what the server asks. Throws `passkey-cancelled`. */
export async function signWithPasskey(): Promise<PasskeyAssertion> {
  const optionsJSON = await callRoute(ACCOUNT_ROUTES.challengePasskey, undefined);
  return PasskeyAssertion.parse(await startAuthentication({ optionsJSON }).catch(cancelled));
}

/** Browsers don't say whether somebody changed their mind or had no passkey. */
export function cancelled(cause: unknown): never {
  throw new AppError('passkey-cancelled', 'No passkey was used.', { cause });
}

/** Browsers have passkeys on https addresses with a name, and on localhost; each belongs to its name. */
export function passkeysWorkHere(host: string): boolean {
  const isHere = window.isSecureContext && window.location.hostname === host;
  return isHere && canHavePasskeys(host) && browserSupportsWebAuthn();
}

/** WebAuthn, 5.1.3: the effective domain of an origin that is an address of numbers is no valid domain. */
export function canHavePasskeys(host: string): boolean {
  return !/^\[|^[\d.]+$/.test(host);
}
