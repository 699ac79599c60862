import { setTimeout as delay } from 'node:timers/promises';
import { type Env, tellEnvironment } from './env.ts';
import type { ServerContext } from './server/context.ts';
import { openContext } from './server/open-context.ts';
import { runSavedSearches } from './server/search/saved/run-saved-searches.ts';
import { shareContext } from './server/shared-context.ts';
import { type Handler, startServer } from './start-server.ts';

interface Pages {
  /** Which build of the pages it is. */
  readonly build: string;
  readonly pages: Handler;
  close(): Promise<void>;
}

interface PortalParts {
  readonly openPages: (env: Env) => Promise<Pages>;
  readonly onListening?: (url: string) => void;
}

/**
 * The life of the web process. When it is asked to stop, it first says that it is not ready and goes on
 * answering for DRAIN_SECONDS, so that a balancer stops sending before anybody is refused; then it takes
 * nothing new, and ends when what is under way has ended, or after STOP_SECONDS. To be asked a second
 * time ends the first wait.
 */
export async function servePortal(
  env: Env,
  { openPages, onListening }: PortalParts,
): Promise<void> {
  tellEnvironment(env);
  const { context, drain, close } = await openContext(env);
  shareContext(Promise.resolve(context));
  const { log } = context;
  const { build, pages, close: closePages } = await openPages(env);
  const server = await startServer(env, { log, build, pages });
  log.info({ url: server.url, publicUrl: env.PUBLIC_URL }, 'listening');
  onListening?.(server.url);
  const searching = new AbortController();
  const searched = keepSearching(context, searching.signal);

  const first = await nextSignal();
  log.info({ signal: first, seconds: env.DRAIN_SECONDS }, 'draining');
  drain();
  server.drain();
  const waited = new AbortController();
  const { signal } = waited;
  const rest = delay(env.DRAIN_SECONDS * 1_000, undefined, { signal }).catch(() => {});
  await Promise.race([rest, nextSignal()]);
  waited.abort();
  log.info('stopping');
  context.watchNotifier.release();
  searching.abort();
  await server.stop(env.STOP_SECONDS * 1_000);
  await searched;
  await closePages();
  await close();
}

const BETWEEN_SEARCHES_MS = 15_000;

/** Saved searches look again by themselves, until the process ends. */
async function keepSearching(context: ServerContext, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await runSavedSearches(context, signal).catch((err: unknown) => {
      if (!signal.aborted) context.log.warn({ err }, 'saved searches could not look');
    });
    await delay(BETWEEN_SEARCHES_MS, undefined, { signal }).catch(() => {});
  }
}

function nextSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => resolve(name));
  });
}
