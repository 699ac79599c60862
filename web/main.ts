import { StartRefusal } from '@workcompanion/core/start-refusal';
import { readEnv, tellNextAuth } from './env.ts';
import { openPages } from './open-pages.ts';
import { createLogger } from './server/log/create-logger.ts';
import { openContext } from './server/open-context.ts';
import { shareContext } from './server/shared-context.ts';
import { startServer } from './start-server.ts';

/** The portal's web process: Next's pages and routes, and the byte paths that need no Next. */
async function run(): Promise<void> {
  const env = readEnv();
  tellNextAuth(env.PUBLIC_URL);
  const { context, close } = await openContext(env);
  shareContext(Promise.resolve(context));
  const { log } = context;
  const next = await openPages(env);
  const server = await startServer(env, { log, pages: next.pages });
  log.info({ url: server.url, publicUrl: env.PUBLIC_URL }, 'listening');

  const signal = await new Promise<string>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => resolve(name));
  });
  log.info({ signal }, 'stopping');
  context.liveNews.release();
  await server.stop();
  await next.close();
  await close();
}

try {
  await run();
  process.exit(0);
} catch (err) {
  const log = createLogger('info');
  if (err instanceof StartRefusal) log.fatal(err.message);
  else log.fatal({ err }, 'the portal cannot go on');
  process.exit(err instanceof StartRefusal ? err.exitCode : 1);
}
