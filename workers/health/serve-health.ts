import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { Readiness } from '@workcompanion/db/health/readiness';

export interface HealthAddress {
  readonly host: string;
  readonly port: number;
}

/** The two routes of the portal, for this process. Returns its stop. */
export async function serveHealth(
  { host, port }: HealthAddress,
  readiness: () => Promise<Readiness>,
): Promise<() => Promise<void>> {
  const server = createServer((request, response) => {
    if (request.url === '/api/health/live') return answer(response, 200, { status: 'live' });
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
