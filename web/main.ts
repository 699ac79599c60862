import { readFile } from 'node:fs/promises';
import { StartRefusal } from '@workcompanion/core/start-refusal';
import next from 'next';
import { type Env, readEnv } from './env.ts';
import { servePortal } from './serve-portal.ts';
import { createLogger } from './server/log/create-logger.ts';

/** Next's pages and route handlers, ready to answer. */
async function openPages({ HOST: hostname, PORT: port, NEXT_DEV: dev }: Env) {
  // Next's plugins look for their files in the working folder, whatever `dir` says.
  process.chdir(import.meta.dirname);
  const app = next({ dev, dir: import.meta.dirname, hostname, port });
  await app.prepare();
  const handle = app.getRequestHandler();
  return {
    pages: (...[request, response]: Parameters<typeof handle>) => handle(request, response),
    /** Two nodes of one release serve the same pages, and say so. */
    build: dev ? 'development' : (await readFile('.next/BUILD_ID', 'utf8')).trim(),
    close: () => app.close(),
  };
}

/** The portal's web process: Next's pages and routes, and the byte paths that need no Next. */
try {
  await servePortal(readEnv(), { openPages });
  process.exit(0);
} catch (err) {
  const log = createLogger('info');
  if (err instanceof StartRefusal) log.fatal(err.message);
  else log.fatal({ err }, 'the portal cannot go on');
  process.exit(err instanceof StartRefusal ? err.exitCode : 1);
}
