import type { ServerResponse } from 'node:http';
import { readEnv } from '../../env.ts';
import { servePortal } from '../../serve-portal.ts';

/** The web process as web/main.ts starts it, without Next's pages: it needs no build. */
const pages = async (_: unknown, response: ServerResponse) => {
  response.writeHead(404).end();
};
await servePortal(readEnv(), {
  openPages: async () => ({ build: 'test', pages, close: async () => {} }),
  onListening: (url) => process.send?.(url),
});
process.exit(0);
