import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import next from 'next';
import type { Logger } from 'pino';
import type { Env } from './env.ts';
import { matchNativeRoute } from './server/native/native-routes.ts';
import { normaliseHeaders } from './server/native/normalise-headers.ts';
import { proxyTrust } from './server/native/proxy-trust.ts';
import { serveEndpoint } from './server/native/serve-endpoint.ts';
import { stopServer } from './server/native/stop-server.ts';

const SECOND = 1_000;

/** Proxies and clients keep idle connections for a minute: we must not be the first to close. */
const KEEP_ALIVE_MS = 75 * SECOND;
const HEADERS_MS = 60 * SECOND;
/** A slow line may need hours for a large body; one on which nothing moves is dropped. */
const NO_LIMIT = 0;
const STALLED_MS = 5 * 60 * SECOND;

export interface RunningServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Listens when Next is ready. */
export async function startServer(env: Env, log: Logger): Promise<RunningServer> {
  const { HOST: hostname, PORT: port, NEXT_DEV: dev } = env;
  // Next's plugins look for their files in the working folder, whatever `dir` says.
  process.chdir(import.meta.dirname);
  const app = next({ dev, dir: import.meta.dirname, hostname, port });
  await app.prepare();
  const handlePage = app.getRequestHandler();
  const trust = proxyTrust(env.TRUSTED_PROXIES);
  const server = createServer(
    { requestTimeout: NO_LIMIT, headersTimeout: HEADERS_MS, keepAliveTimeout: KEEP_ALIVE_MS },
    (request, response) => {
      normaliseHeaders(request, trust);
      handle(request, response).catch((err: unknown) => {
        log.error({ err, path: request.url }, 'a request was cut');
        response.destroy();
      });
    },
  );
  server.setTimeout(STALLED_MS);

  /** During development Next compiles the byte paths too, so that changes to them take effect. */
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    const route = dev ? null : matchNativeRoute(request.method ?? 'GET', path);
    await (route ? serveEndpoint(route, request, response) : handlePage(request, response));
  }

  await listen(server, hostname, port);
  return {
    url: urlOf(server),
    async stop() {
      await stopServer(server);
      await app.close();
    },
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
