import { StartRefusal } from '@workcompanion/core/start-refusal';
import { readEnv } from './env.ts';
import { openPages } from './open-pages.ts';
import { servePortal } from './serve-portal.ts';
import { createLogger } from './server/log/create-logger.ts';

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
