import { readFile } from 'node:fs/promises';
import next from 'next';
import type { Env } from './env.ts';

/** Next's pages and route handlers, ready to answer. */
export async function openPages({ HOST: hostname, PORT: port, NEXT_DEV: dev }: Env) {
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
