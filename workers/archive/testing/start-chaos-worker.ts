import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ChaosWorkerOptions } from './chaos-worker.ts';

const WORKER = fileURLToPath(new URL('./chaos-worker.ts', import.meta.url));

/** Resolves when the worker is up. */
export async function startChaosWorker(options: ChaosWorkerOptions): Promise<ChildProcess> {
  const child = spawn(process.execPath, [WORKER], {
    env: { ...process.env, CHAOS_WORKER: JSON.stringify(options) },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  return child;
}

/** Waits for the end. One that has ended already is no error. */
export async function endChaosWorker(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
}
