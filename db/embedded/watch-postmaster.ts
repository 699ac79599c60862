import { processAlive } from './process-alive.ts';

const POLL_MS = 250;

/** Resolves when the process has gone. An adopted server is no child, so that it must be asked. */
export function watchPostmaster(pid: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (processAlive(pid)) return;
      clearInterval(timer);
      resolve();
    }, POLL_MS);
    timer.unref();
  });
}
