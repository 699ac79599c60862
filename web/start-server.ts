import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { BUILD_HEADER } from './contract/session.ts';
import type { Env } from './env.ts';
import { hostCheck, refuseHost } from './server/native/host-check.ts';
import { KeptAssets } from './server/native/kept-assets.ts';
import { normaliseHeaders, proxyTrust } from './server/native/normalise-headers.ts';
import { securePage } from './server/native/page-security.ts';
import { serveEndpoint } from './server/native/serve-endpoint.ts';
import { LastAnswers, stopServer } from './server/native/stop-server.ts';
import { DIRECT_ROUTER } from './server/router.ts';

const SECOND = 1_000;

/** Proxies and clients keep idle connections for a minute: we must not be the first to close. */
const KEEP_ALIVE_MS = 75 * SECOND;
const HEADERS_MS = 60 * SECOND;
/** A slow line may need hours for a large body; one on which nothing moves is dropped. */
const NO_LIMIT = 0;
const STALLED_MS = 5 * 60 * SECOND;

export interface RunningServer {
  readonly url: string;
  /** Goes on answering, and asks whoever is answered to come again by another connection. */
  drain(): void;
  /** Takes nothing new; what is under way may go on so long. */
  stop(graceMs: number): Promise<void>;
}

/** `Request` of the Fetch standard can't be made of TRACE and its like: Next would answer 500. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface ServerParts {
  readonly log: Logger;
  /** Which build of the pages is served: a tab of another one offers to reload. */
  readonly build: string;
  /** Answers whatever is no byte path. */
  readonly pages: Handler;
}

/** The one HTTP server of the process. */
export async function startServer(
  env: Env,
  { log, build, pages }: ServerParts,
): Promise<RunningServer> {
  const trust = proxyTrust(env.TRUSTED_PROXIES);
  const isForUs = hostCheck(env.PUBLIC_URL, env.ALLOWED_HOSTS);
  // During development Next compiles the byte paths too, so that changes to them take effect.
  const secured: Handler = (request, response) => {
    securePage(request, response, { publicUrl: env.PUBLIC_URL, isDevelopment: env.NEXT_DEV });
    return pages(request, response);
  };
  const built = join(import.meta.dirname, '.next', 'static');
  const assets = env.NEXT_DEV ? null : await KeptAssets.open({ built, kept: env.ASSETS_DIR });
  const handle = assets === null ? secured : bytePathsFirst(secured, assets);
  const answers = new LastAnswers();
  const server = createServer(
    { requestTimeout: NO_LIMIT, headersTimeout: HEADERS_MS, keepAliveTimeout: KEEP_ALIVE_MS },
    (request, response) => {
      answers.watch(response);
      if (!METHODS.has(request.method ?? '')) {
        response.writeHead(405, { allow: [...METHODS].join(', '), connection: 'close' }).end();
        return;
      }
      normaliseHeaders(request, trust);
      if (!isForUs(request)) {
        refuseHost(request, response);
        return;
      }
      // Pages read it off the request, clients off the answer.
      request.headers[BUILD_HEADER] = build;
      response.setHeader(BUILD_HEADER, build);
      handle(request, response).catch((err: unknown) => {
        // Its query may hold a token.
        const [path] = (request.url ?? '/').split('?', 1);
        log.error({ err, path }, 'a request was cut');
        response.destroy();
      });
    },
  );
  server.setTimeout(STALLED_MS);
  await listen(server, env.HOST, env.PORT);
  return {
    url: urlOf(server),
    drain: () => answers.begin(),
    stop: (graceMs) => stopServer(server, graceMs),
  };
}

function bytePathsFirst(pages: Handler, assets: KeptAssets): Handler {
  return async (request, response) => {
    const [path = '/'] = (request.url ?? '/').split('?', 1);
    const route = DIRECT_ROUTER.match(request.method ?? 'GET', path);
    if (route) return serveEndpoint(route, request, response);
    if (!(await assets.answer(request, response))) await pages(request, response);
  };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function urlOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') return String(address);
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `http://${host}:${address.port}`;
}
