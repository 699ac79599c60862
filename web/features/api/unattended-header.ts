import { UNATTENDED_HEADER } from '../../contract/session.ts';

/** ms. A page asks for itself each few seconds; what somebody does asks within a moment. */
const ATTENDED_FOR = 60_000;
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

let lastSign = Number.NEGATIVE_INFINITY;

if (typeof window !== 'undefined') {
  lastSign = performance.now();
  const note = (): void => {
    lastSign = performance.now();
  };
  for (const sign of SIGNS) window.addEventListener(sign, note, { passive: true, capture: true });
}

/** While nobody touches this page: what it asks then it asks by itself, which keeps no session. */
export function unattendedHeader(): Readonly<Record<string, string>> {
  const isAttended = performance.now() - lastSign <= ATTENDED_FOR;
  return isAttended ? {} : { [UNATTENDED_HEADER]: 'true' };
}
