import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 50;

/** Waits until `probe` gives something. Fails after `timeoutMs`, naming what was awaited. */
export async function until<T>(
  what: string,
  probe: () => T | null | undefined | false | Promise<T | null | undefined | false>,
  timeoutMs = 15_000,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  while (performance.now() < deadline) {
    const found = await probe();
    if (found !== null && found !== undefined && found !== false) return found;
    await sleep(POLL_MS);
  }
  throw new Error(`waited ${timeoutMs} ms in vain for ${what}`);
}
