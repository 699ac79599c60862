import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { Readiness } from '@workcompanion/db/health/readiness';
import { mayReadMetrics } from './worker-metrics.ts';

export interface HealthAddress {
  readonly host: string;
  readonly port: number;
}

interface HealthSources {
  readonly readiness: () => Promise<Readiness>;
  readonly metrics: () => string;
  /** Who shows it may read the metrics; without one nobody may. */
  readonly metricsToken: string | undefined;
}

/** The routes by which the portal too says how it is, for this process. Returns its stop. */
export async function serveHealth(
  { host, port }: HealthAddress,
  { readiness, metrics, metricsToken }: HealthSources,
): Promise<() => Promise<void>> {
  const server = createServer((request, response) => {
    if (request.url === '/api/health/live') return answer(response, 200, { status: 'live' });
    if (request.url === '/api/metrics' && metricsToken !== undefined) {
      if (!mayReadMetrics(metricsToken, request.headers.authorization)) {
        return answer(response, 401, {});
      }
      response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
      return response.end(metrics());
    }
    if (request.url !== '/api/health/ready') return answer(response, 404, {});
    void readiness().then((ready) =>
      answer(response, ready.status === 'not-ready' ? 503 : 200, ready),
    );
  });
  server.listen(port, host);
  await once(server, 'listening');
  return async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
