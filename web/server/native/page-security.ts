import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

const POLICY_HEADER = 'content-security-policy';
/** Seconds: two years, the least that browsers' preload lists ask for. */
const HSTS_SECONDS = 63_072_000;

export interface PageSecurity {
  readonly publicUrl: string;
  /** During development Next reloads pages by `eval`. */
  readonly isDevelopment: boolean;
}

/**
 * Gives a page's answer the policy of what it may load, with a nonce of its own for its scripts. Next
 * reads the nonce off the request's header and puts it on each script that it writes.
 */
export function securePage(
  request: IncomingMessage,
  response: ServerResponse,
  { publicUrl, isDevelopment }: PageSecurity,
): void {
  const policy = contentSecurityPolicy(randomBytes(16).toString('base64'), isDevelopment);
  request.headers[POLICY_HEADER] = policy;
  response.setHeader(POLICY_HEADER, policy);
  if (publicUrl.startsWith('https:')) {
    response.setHeader('strict-transport-security', `max-age=${HSTS_SECONDS}`);
  }
}

/**
 * What pages may load: themselves, and from memory (`blob:`) the media and the worker of hls.js.
 * Styles are written inline by the component library.
 */
function contentSecurityPolicy(nonce: string, isDevelopment: boolean): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "media-src 'self' blob:",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
