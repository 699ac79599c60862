import { setTimeout as delay } from 'node:timers/promises';
import { messageOf } from './message-of.ts';
import type { Running, Start } from './running.ts';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** Whoever ran this long begins again with the first pause. */
const SETTLED_MS = 60_000;

export interface KeepOptions {
  readonly name: string;
  /** Starts it again. */
  readonly start: Start;
  /** Prints a line for the operator. */
  readonly report: (line: string) => void;
}

/**
 * Watches something that runs, and starts it again whenever it ends by itself, after pauses that
 * double from half a second to half a minute. Returns the stop.
 */
export function keepRunning(first: Running, options: KeepOptions): () => Promise<void> {
  const stopping = new AbortController();
  const kept = keep(first, options, stopping.signal);
  return async () => {
    stopping.abort();
    await kept;
  };
}

async function keep(first: Running, options: KeepOptions, stopping: AbortSignal): Promise<void> {
  let running: Running | null = first;
  let pauseMs = FIRST_PAUSE_MS;
  while (!stopping.aborted) {
    if (running) {
      const since = performance.now();
      const how = await ended(running, stopping);
      if (how === null) break;
      if (performance.now() - since > SETTLED_MS) pauseMs = FIRST_PAUSE_MS;
      options.report(`${options.name} ended (${how}); starting it again in ${pauseMs / 1000} s.`);
    }
    await delay(pauseMs, undefined, { signal: stopping }).catch(() => {});
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    running = await startAgain(options, stopping);
  }
  await running?.stop();
}

/** How it ended; null when it shall stop. */
async function ended(running: Running, stopping: AbortSignal): Promise<string | null> {
  const asked = Promise.withResolvers<null>();
  const onAbort = () => asked.resolve(null);
  stopping.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([asked.promise, running.ended]);
  } finally {
    stopping.removeEventListener('abort', onAbort);
  }
}

async function startAgain(options: KeepOptions, stopping: AbortSignal): Promise<Running | null> {
  if (stopping.aborted) return null;
  try {
    return await options.start(stopping);
  } catch (error) {
    if (!stopping.aborted) options.report(`${options.name} did not start: ${messageOf(error)}`);
    return null;
  }
}
