import { setTimeout as sleep } from 'node:timers/promises';

/** Waits, or returns at once when `signal` is or becomes aborted. Leaves no listener behind. */
export async function delay(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
