/** The value of one cookie of a `Cookie` header, as sent. */
export function readCookie(header: string | null, name: string): string | null {
  for (const pair of (header ?? '').split(/; */)) {
    const at = pair.indexOf('=');
    if (pair.slice(0, at) === name) return pair.slice(at + 1);
  }
  return null;
}
