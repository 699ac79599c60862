import type { Log } from '../log.ts';
import type { Recorder } from '../recorder.ts';

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
