/** The session has ended: sign in, and come back to this very address. */
export function leaveToSignIn(): void {
  const { pathname, search } = window.location;
  if (pathname === '/sign-in') return;
  const next = encodeURIComponent(pathname + search);
  window.location.assign(`/sign-in?expired=1&next=${next}`);
}
