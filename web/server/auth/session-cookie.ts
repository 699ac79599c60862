/** The longest that settings allow: what a cookie is worth until then its session's row says. */
export const SESSION_SECONDS = 24 * 3600;

export function usesSecureCookies(publicUrl: string): boolean {
  return publicUrl.startsWith('https:');
}

/** `__Host-` makes browsers refuse it without TLS, for other hosts, and for parts of the site. */
export function sessionCookieName(publicUrl: string): string {
  return usesSecureCookies(publicUrl) ? '__Host-workcompanion-session' : 'workcompanion-session';
}

/** The value of one cookie of a `Cookie` header, as sent. */
export function readCookie(header: string | null, name: string): string | null {
  for (const pair of (header ?? '').split(/; */)) {
    const at = pair.indexOf('=');
    if (pair.slice(0, at) === name) return pair.slice(at + 1);
  }
  return null;
}
