import { join } from 'node:path';
import { StartRefusal } from '@workcompanion/core/start-refusal';
import { awaitHealth } from './await-health.ts';
import type { StartEnv } from './env.ts';
import type { Running, Start } from './running.ts';
import { serverFlags } from './server-flags.ts';
import { startChild } from './start-child.ts';

/** Starts the portal's web server; it has started when it answers: a store that is not mounted is for its pages to tell. */
export function startWeb(root: string, env: StartEnv, variables: NodeJS.ProcessEnv): Start {
  return async (stopping) => {
    const web = startChild({
      entry: join(root, 'web', 'main.ts'),
      nodeFlags: serverFlags(Number.parseInt(process.versions.node, 10)),
      env: variables,
      cwd: root,
    });
    try {
      await readyOrEnded(web, healthUrl(env), stopping);
      return web;
    } catch (error) {
      await web.stop();
      throw error;
    }
  };
}

async function readyOrEnded(web: Running, url: string, stopping: AbortSignal): Promise<void> {
  const settled = new AbortController();
  const waiting = AbortSignal.any([stopping, settled.signal]);
  const ended = web.ended.then(({ cause, how }) => {
    const words = `the web server ended before it was ready (${how})`;
    throw cause === 'refused' ? new StartRefusal(words) : new Error(words);
  });
  try {
    await Promise.race([awaitHealth(url, waiting), ended]);
  } finally {
    settled.abort();
    ended.catch(() => {}); // an end later on is its supervisor's matter
  }
}

/** A server that listens on every address is asked on this machine's own. */
function healthUrl({ host, port }: StartEnv): string {
  const own = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${own.includes(':') ? `[${own}]` : own}:${port}/api/health/live`;
}
