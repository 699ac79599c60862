import { setTimeout as delay } from 'node:timers/promises';

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
