import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 250;

/** Waits until `holds` says so; false when it did not within `limitMs`. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  limitMs: number,
): Promise<boolean> {
  const deadline = performance.now() + limitMs;
  while (!(await holds())) {
    if (performance.now() > deadline) return false;
    await sleep(POLL_MS);
  }
  return true;
}
