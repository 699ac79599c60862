import { setTimeout as delay } from 'node:timers/promises';
import { processAlive } from './process-alive.ts';

const POLL_MS = 20;
const FAST_STOP_MS = 30_000;
const IMMEDIATE_STOP_MS = 10_000;

/**
 * Fast shutdown (SIGINT: sessions are ended, everything is written); when that hangs, immediate
 * (SIGQUIT: the next start recovers from the log). Returns when the process has gone.
 */
export async function stopPostmaster(pid: number): Promise<void> {
  if (await signalled(pid, 'SIGINT', FAST_STOP_MS)) return;
  await signalled(pid, 'SIGQUIT', IMMEDIATE_STOP_MS);
}

async function signalled(pid: number, signal: NodeJS.Signals, waitMs: number): Promise<boolean> {
  if (!processAlive(pid)) return true;
  process.kill(pid, signal);
  const deadline = performance.now() + waitMs;
  while (performance.now() < deadline) {
    if (!processAlive(pid)) return true;
    await delay(POLL_MS);
  }
  return false;
}
