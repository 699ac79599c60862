/** Where to go after signing in: a path of this portal, and never another site's address. */
export function safeNext(next: string | null | undefined): string {
  const isOwnPath = next?.startsWith('/') === true && !/^\/[/\\]/.test(next);
  return isOwnPath && !/^\/(sign-in|second-factor)/.test(next) ? next : '/';
}
