import { setTimeout as delay } from 'node:timers/promises';
import { StartRefusal } from '@workcompanion/core/start-refusal';
import { messageOf } from './message-of.ts';
import type { Ending, Running, Start } from './start-child.ts';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** Whoever ran this long begins again with the first pause. */
const SETTLED_MS = 60_000;
/** What was killed has not failed: even under a storm of kills it shall have time to work. */
const SETTLED_BEFORE_KILL_MS = 10_000;

export interface KeepOptions {
  readonly name: string;
  /** Starts it again. */
  readonly start: Start;
  /** Prints a line for the operator. */
  readonly report: (line: string) => void;
}

/**
 * Watches something that runs, and starts it again whenever it ends by itself, after pauses that
 * double from half a second to half a minute; but never what refuses to start. Returns the stop.
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
      const ending = await ended(running, stopping);
      if (ending === null) break;
      if (ending.cause === 'refused') return options.report(refusalOf(options));
      if (hasSettled(ending, performance.now() - since)) pauseMs = FIRST_PAUSE_MS;
      const pause = `${pauseMs / 1000} s`;
      options.report(`${options.name} ended (${ending.how}); starting it again in ${pause}.`);
    }
    await delay(pauseMs, undefined, { signal: stopping }).catch(() => {});
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    const again = await startAgain(options, stopping);
    if (again === 'refused') return options.report(refusalOf(options));
    running = again;
  }
  await running?.stop();
}

/** How it ended; null when it shall stop. */
async function ended(running: Running, stopping: AbortSignal): Promise<Ending | null> {
  const asked = Promise.withResolvers<null>();
  const onAbort = () => asked.resolve(null);
  stopping.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([asked.promise, running.ended]);
  } finally {
    stopping.removeEventListener('abort', onAbort);
  }
}

/** Whether it ran so long that its restarts begin again with the first pause. */
export function hasSettled({ cause }: Ending, livedMs: number): boolean {
  return livedMs > (cause === 'killed' ? SETTLED_BEFORE_KILL_MS : SETTLED_MS);
}

function refusalOf({ name }: KeepOptions): string {
  return `${name} can't start. Mend what the line above says, and start everything again.`;
}

async function startAgain(
  options: KeepOptions,
  stopping: AbortSignal,
): Promise<Running | 'refused' | null> {
  if (stopping.aborted) return null;
  try {
    return await options.start(stopping);
  } catch (error) {
    if (error instanceof StartRefusal) return 'refused';
    if (!stopping.aborted) options.report(`${options.name} did not start: ${messageOf(error)}`);
    return null;
  }
}
