import { mkdir } from 'node:fs/promises';
import { controlPath } from '../control/control-path.ts';
import { startControlServer } from '../control/control-server.ts';
import { createLog } from '../create-log.ts';
import type { Environment } from '../env.ts';
import { Recorder } from '../recorder.ts';
import { runningView } from '../recorder-view.ts';
import type { StopReason } from '../rest-reason.ts';
import { askReenrolment } from './ask-reenrolment.ts';
import { endOnSignal } from './end-on-signal.ts';
import { noteCrashes } from './note-crashes.ts';
import { promptForNotice } from './notice-prompt.ts';
import { openPatiently } from './open-patiently.ts';
import type { RunCommand } from './parse-command-line.ts';
import { showProgress } from './progress.ts';
import { recorderOptions } from './recorder-options.ts';

/** Records until the process is told to end. */
export async function runRecorder(command: RunCommand, env: Environment): Promise<void> {
  const { folder } = command;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const log = createLog({
    folder,
    level: env.WORKCOMPANION_LOG_LEVEL,
    terminalLevel: process.stdout.isTTY ? 'error' : 'warn',
  });
  const asked = { ...command, reenrol: await askReenrolment(command) };
  const recorder = new Recorder(await openPatiently(await recorderOptions(asked, env, log)));
  noteCrashes(() => recorder, log);
  const stopping = Promise.withResolvers<StopReason>();
  const ended = Promise.race([endOnSignal(), stopping.promise]);
  await recorder.start();
  const controlled = {
    recorder,
    view: () => runningView(recorder, Date.now()),
    stop: (why: StopReason) => stopping.resolve(why),
  };
  const control = await startControlServer(controlPath(folder), controlled, log);
  promptForNotice(recorder, command);
  const progress = showProgress(recorder, process.stdout);
  await ended;
  progress.stop();
  await control.close();
  await recorder.stop();
}
