import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { StartRefusal } from '@workcompanion/core/start-refusal';
import type { StartEnv } from './env.ts';
import { serverFlags } from './node-flags.ts';
import { type Running, type Start, startChild } from './start-child.ts';

/** Starts the portal's web server; it has started when it answers: a store that is not mounted is for its pages to tell. */
export function startWeb(root: string, env: StartEnv, variables: NodeJS.ProcessEnv): Start {
  return async (stopping) => {
    const web = startChild({
      entry: join(root, 'web', 'main.ts'),
      nodeFlags: serverFlags(Number.parseInt(process.versions.node, 10)),
      env: variables,
      cwd: root,
      graceMs: (env.drainSeconds + env.stopSeconds) * 1_000 + CLOSING_MS,
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

/** What an earlier portal may need to let go of the port after it was killed. */
const PATIENCE_MS = 3_000;
const POLL_MS = 100;

/** Throws an Error with what to do when something else listens there. */
export async function assertPortFree(host: string, port: number): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const problem = await tryToListen(host, port);
    if (problem === null) return;
    if (codeOf(problem) !== 'EADDRINUSE' || performance.now() > deadline) {
      throw new Error(adviceFor(codeOf(problem), `${host}:${port}`), { cause: problem });
    }
    await delay(POLL_MS);
  }
}

async function tryToListen(host: string, port: number): Promise<unknown> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    return error;
  }
  server.close();
  await once(server, 'close');
  return null;
}

function codeOf(problem: unknown): string {
  return problem instanceof Error && 'code' in problem ? String(problem.code) : String(problem);
}

function adviceFor(code: string, address: string): string {
  if (code === 'EADDRINUSE') {
    return `${address} is taken. Stop what listens there, or set PORT to another port.`;
  }
  if (code === 'EACCES') return `${address} needs more rights. Set PORT to 1024 or above.`;
  return `It can't listen on ${address}. Check HOST and PORT.`;
}

/** To close what it has open, once nothing is under way any more. */
const CLOSING_MS = 5_000;
const FIRST_POLL_MS = 50;
const LONGEST_POLL_MS = 2_000;
const TIMEOUT_MS = 60_000;
const REQUEST_TIMEOUT_MS = 5_000;

/**
 * Waits until `url` answers 200, asking ever less often. Rejects after a minute with what it says
 * instead, or when `stopping` is aborted.
 */
export async function awaitHealth(url: string, stopping: AbortSignal): Promise<void> {
  const deadline = performance.now() + TIMEOUT_MS;
  for (let pollMs = FIRST_POLL_MS; ; pollMs = Math.min(pollMs * 1.5, LONGEST_POLL_MS)) {
    const answer = await ask(url);
    if (answer === 'HTTP 200') return;
    stopping.throwIfAborted();
    if (performance.now() > deadline) throw new Error(`${url} answers: ${answer}.`);
    await delay(pollMs, undefined, { signal: stopping });
  }
}

async function ask(url: string): Promise<string> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) });
    await answer.arrayBuffer();
    return `HTTP ${answer.status}`;
  } catch {
    return 'nothing';
  }
}
