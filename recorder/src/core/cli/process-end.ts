import type { Log } from '../log.ts';
import type { Recorder } from '../recorder.ts';

/** A second signal ends it at once; what is open is then recovered at the next start. */
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

/** The next start tells the gap's cause by it. */
export function noteCrashes(recorder: () => Recorder | null, log: Log): void {
  const crash = (error: unknown) => {
    log.error({ err: error }, 'the recorder crashed');
    recorder()?.noteCrash(error);
    process.exit(1);
  };
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
}
