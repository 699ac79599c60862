import { mkdir, readFile } from 'node:fs/promises';
import { controlPath } from '../control/control-path.ts';
import { startControlServer } from '../control/control-server.ts';
import { createLog } from '../create-log.ts';
import type { Environment } from '../env.ts';
import type { Log } from '../log.ts';
import { Recorder } from '../recorder.ts';
import { x11Screen } from '../screen.ts';
import { promptForNotice } from './notice-prompt.ts';
import { openPatiently } from './open-patiently.ts';
import type { RunCommand } from './parse-command-line.ts';
import { showProgress } from './progress.ts';

/** Records until the process is told to end. */
export async function runRecorder(command: RunCommand, env: Environment): Promise<void> {
  const { folder, server, token, display, pin } = command;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const log = createLog({
    folder,
    level: env.WORKCOMPANION_LOG_LEVEL,
    terminalLevel: process.stdout.isTTY ? 'error' : 'warn',
  });
  const ca = command.ca === undefined ? undefined : await readFile(command.ca, 'utf8');
  const parts = await openPatiently({
    ...{ folder, server, token, log },
    trust: { ...(ca === undefined ? {} : { ca }), ...(pin === undefined ? {} : { pin }) },
    screen: x11Screen(display),
    ffmpeg: env.WORKCOMPANION_FFMPEG,
  });
  const recorder = new Recorder(parts);
  noteCrashes(recorder, log);
  const ended = endOnSignal();
  await recorder.start();
  const control = await startControlServer(controlPath(folder), recorder, log);
  promptForNotice(recorder, command);
  const progress = showProgress(recorder, process.stdout);
  await ended;
  progress.stop();
  await control.close();
  await recorder.stop();
}

/** A second signal ends it at once; what is open is then recovered at the next start. */
function endOnSignal(): Promise<void> {
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
function noteCrashes(recorder: Recorder, log: Log): void {
  const crash = (error: unknown) => {
    log.error({ err: error }, 'the recorder crashed');
    recorder.noteCrash(error);
    process.exit(1);
  };
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
}
