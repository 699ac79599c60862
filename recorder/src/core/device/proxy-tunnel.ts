import { request as requestPlain } from 'node:http';
import { request as requestTls } from 'node:https';
import type { Socket } from 'node:net';
import type { buildConnector } from 'undici';
import type { Proxies, Route } from './proxies.ts';

const ANSWER_MS = 10_000;

/**
 * Connects by the first way that leads to the server. Within a tunnel, TLS is the same as without: the proxy sees
 * the server's name and no more, unless it inspects TLS with a certificate that this machine trusts.
 */
export function throughProxies(
  connect: buildConnector.connector,
  proxies: Proxies,
): buildConnector.connector {
  return (options, done) => {
    if (options.protocol !== 'https:') return connect(options, done);
    const follow = ([route = null, ...others]: readonly Route[]) => {
      const settle: buildConnector.Callback = (...result) => {
        if (result[0] !== null && others.length > 0) follow(others);
        else done(...result);
      };
      if (route === null) return connect(options, settle);
      openTunnel(route, `${options.hostname}:${options.port || 443}`).then(
        (httpSocket) => connect({ ...options, httpSocket }, settle),
        (error: unknown) => settle(asError(error), null),
      );
    };
    follow(proxies.routesTo(options.hostname));
  };
}

/** Asks the proxy for a connection to "host:port". What goes wrong has a code of its own. */
export async function openTunnel(proxy: URL, target: string): Promise<Socket> {
  const request = (proxy.protocol === 'https:' ? requestTls : requestPlain)({
    host: proxy.hostname,
    port: proxy.port === '' ? (proxy.protocol === 'https:' ? 443 : 80) : proxy.port,
    method: 'CONNECT',
    path: target,
    headers: { host: target, ...authorizationFor(proxy) },
    agent: false,
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  const tunnel = new Promise<Socket>((resolve, reject) => {
    request.on('connect', ({ statusCode = 0 }, socket) => {
      if (statusCode === 200) return resolve(socket);
      socket.destroy();
      reject(refusal(proxy, statusCode));
    });
    // A proxy that speaks no CONNECT answers as any server does.
    request.on('response', ({ statusCode = 0 }) => reject(refusal(proxy, statusCode)));
    request.on('error', (cause) => reject(unreachable(proxy, cause)));
  });
  request.end();
  return tunnel;
}

function authorizationFor({ username, password }: URL): { 'proxy-authorization'?: string } {
  if (username === '') return {};
  const plain = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(plain).toString('base64')}` };
}

function refusal({ host }: URL, status: number): Error {
  const code = status === 407 ? 'ERR_PROXY_AUTHENTICATION' : 'ERR_PROXY_REFUSED';
  return Object.assign(new Error(`the proxy ${host} answers ${status}`), { code });
}

function unreachable({ host }: URL, cause: Error): Error {
  const error = new Error(`the proxy ${host} does not answer`, { cause });
  return Object.assign(error, { code: 'ERR_PROXY_UNREACHABLE' });
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
