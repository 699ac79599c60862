import { browserSupportsWebAuthn } from '@simplewebauthn/browser';

/** Browsers have passkeys on https addresses with a name, and on localhost; each belongs to its name. */
export function passkeysWorkHere(host: string): boolean {
  return browserSupportsWebAuthn() && window.isSecureContext && window.location.hostname === host;
}
