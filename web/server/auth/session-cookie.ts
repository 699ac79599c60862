/** Twelve hours: a working day, and a sign-in again on the next. */
export const SESSION_SECONDS = 12 * 3600;

export function usesSecureCookies(publicUrl: string): boolean {
  return publicUrl.startsWith('https:');
}

/** `__Host-` makes browsers refuse it without TLS, for other hosts, and for parts of the site. */
export function sessionCookieName(publicUrl: string): string {
  return usesSecureCookies(publicUrl) ? '__Host-workcompanion-session' : 'workcompanion-session';
}
