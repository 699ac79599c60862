import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError } from '@workcompanion/core/errors';
import { REQUEST_ID_HEADER } from '../http/endpoint.ts';
import { errorBody } from '../http/error-reply.ts';

const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);
const LOOPBACK_PEER = /^(127\.|::1$|::ffff:127\.)/;
/** Asked by address, by balancers and by Prometheus; neither says anything of a name. */
const UNNAMED_PATHS = /^\/api\/(health(\/live|\/ready)?|metrics)\/?(\?|$)/;

/** Whether a request is for this portal by a name that it goes by. */
export type HostCheck = (request: IncomingMessage) => boolean;

/**
 * RFC 9110, 7.4: a server that answers for whatever name "misdirected" requests carry lets others
 * speak in its name. Names are those of `publicUrl` and `allowed`, whatever the port; and this
 * machine's own for who sits at it. While `publicUrl` names this machine only, nobody has said by
 * which name others come, and nothing is checked.
 */
export function hostCheck(publicUrl: string, allowed: readonly string[]): HostCheck {
  const { hostname } = new URL(publicUrl);
  if (LOOPBACK_NAMES.has(hostname) && allowed.length === 0) return () => true;
  const names = new Set([hostname, ...allowed.map((name) => name.toLowerCase())]);
  return (request) => {
    if (UNNAMED_PATHS.test(request.url ?? '')) return true;
    const isLocal = LOOPBACK_PEER.test(request.socket.remoteAddress ?? '');
    return namesOf(request).every(
      (name) => name !== null && (names.has(name) || (isLocal && LOOPBACK_NAMES.has(name))),
    );
  };
}

/** All that it says it is for: its own header, what trusted proxies were asked, and its target. */
function namesOf({ headers, url = '' }: IncomingMessage): (string | null)[] {
  const forwarded = headers['x-forwarded-host'];
  const told = (forwarded ?? headers.host ?? '').toString().split(',');
  const target = url.startsWith('/') || url === '*' ? [] : [URL.parse(url)?.host ?? ''];
  return [...told, ...target].map((host) => URL.parse(`http://${host.trim()}`)?.hostname ?? null);
}

/** RFC 9110, 15.5.20: 421, "unable or unwilling to produce an authoritative response". */
export function refuseHost(request: IncomingMessage, response: ServerResponse): void {
  const error = new AppError(
    'misdirected',
    'This portal does not go by that name: use PUBLIC_URL, or name it in ALLOWED_HOSTS.',
  );
  const body = JSON.stringify(errorBody(error, String(request.headers[REQUEST_ID_HEADER])));
  response.writeHead(error.status, { 'content-type': 'application/json; charset=utf-8' }).end(body);
}
