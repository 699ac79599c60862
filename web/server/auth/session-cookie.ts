/** The longest that settings allow: what a cookie is worth until then its session's row says. */
export const SESSION_SECONDS = 24 * 3600;

export function usesSecureCookies(publicUrl: string): boolean {
  return publicUrl.startsWith('https:');
}

/** `__Host-` makes browsers refuse it without TLS, for other hosts, and for parts of the site. */
export function sessionCookieName(publicUrl: string): string {
  return usesSecureCookies(publicUrl) ? '__Host-workcompanion-session' : 'workcompanion-session';
}
