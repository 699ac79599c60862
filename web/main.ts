import { readEnv, tellNextAuth } from './env.ts';
import { openContext } from './server/open-context.ts';
import { shareContext } from './server/shared-context.ts';
import { startServer } from './start-server.ts';

/** The portal's web process: Next's pages and routes, and the byte paths that need no Next. */
const env = readEnv();
tellNextAuth(env.PUBLIC_URL);
const opened = openContext(env);
shareContext(opened.then(({ context }) => context));
const { context, close } = await opened;
const server = await startServer(env, context.log);
context.log.info({ url: server.url, publicUrl: env.PUBLIC_URL }, 'listening');

const signal = await new Promise<string>((resolve) => {
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => resolve(name));
});
context.log.info({ signal }, 'stopping');
await server.stop();
await close();
process.exit(0);
