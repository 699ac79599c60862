import type { Log } from '../log.ts';
import type { Recorder } from '../recorder.ts';

/** Settles at the first signal. A second one ends the process at once; the next start then recovers what was open. */
export function endOnSignal(): Promise<void> {
  return new Promise((resolve) => {
    let signals = 0;
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
      process.on(signal, () => {
        signals += 1;
        if (signals > 1) process.exit(1);
        resolve();
      });
    }
  });
}

/** Notes a crash before the process ends, so that the next start can name the cause of the gap. */
export function noteCrashes(recorder: () => Recorder | null, log: Log): void {
  const crash = (error: unknown) => {
    log.error({ err: error }, 'the recorder crashed');
    recorder()?.noteCrash(error);
    process.exit(1);
  };
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
}
