import type { IncomingMessage } from 'node:http';

/** What is signed of a request, in the one form on which client and server must agree. */
export function canonicalRequest(
  request: IncomingMessage,
  signedHeaders: readonly string[],
): string {
  const url = new URL(request.url ?? '/', 'http://host');
  const headers = signedHeaders.map((name) => `${name}:${headerValue(request, name)}\n`);
  return [
    request.method ?? '',
    canonicalPath(url.pathname),
    canonicalQuery(url.searchParams),
    headers.join(''),
    signedHeaders.join(';'),
    request.headers['x-tos-content-sha256'] ?? '',
  ].join('\n');
}

/** Each part decoded and encoded anew; the slashes stay, also those that came as "%2F". */
function canonicalPath(pathname: string): string {
  return decodeURIComponent(pathname).split('/').map(encode).join('/');
}

function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort((a, b) => (a < b ? -1 : 1))
    .join('&');
}

function headerValue(request: IncomingMessage, name: string): string {
  return String(request.headers[name] ?? '')
    .trim()
    .replace(/\s+/g, ' ');
}

/** RFC 3986: also what `encodeURIComponent` leaves alone. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
