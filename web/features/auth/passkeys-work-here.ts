import { browserSupportsWebAuthn } from '@simplewebauthn/browser';

/** Browsers have passkeys on https addresses with a name, and on localhost; each belongs to its name. */
export function passkeysWorkHere(host: string): boolean {
  const isHere = window.isSecureContext && window.location.hostname === host;
  return isHere && canHavePasskeys(host) && browserSupportsWebAuthn();
}

/** WebAuthn, 5.1.3: the effective domain of an origin that is an address of numbers is no valid domain. */
export function canHavePasskeys(host: string): boolean {
  return !/^\[|^[\d.]+$/.test(host);
}
