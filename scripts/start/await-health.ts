import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 100;
const TIMEOUT_MS = 60_000;
const REQUEST_TIMEOUT_MS = 5_000;

/** Waits until `url` answers 200. Rejects after a minute, or when `stopping` is aborted. */
export async function awaitHealth(url: string, stopping: AbortSignal): Promise<void> {
  const deadline = performance.now() + TIMEOUT_MS;
  while (!(await isHealthy(url))) {
    stopping.throwIfAborted();
    if (performance.now() > deadline) throw new Error(`${url} does not answer.`);
    await delay(POLL_MS, undefined, { signal: stopping });
  }
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) });
    await answer.arrayBuffer();
    return answer.status === 200;
  } catch {
    return false;
  }
}
