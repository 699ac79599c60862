import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import type { Controlled } from '../control/answer-control.ts';
import { controlPath } from '../control/control-path.ts';
import { startControlServer } from '../control/control-server.ts';
import { createLog } from '../create-log.ts';
import type { Environment } from '../env.ts';
import { lockInstance } from '../instance-lock.ts';
import { openPatiently } from '../open-patiently.ts';
import { Recorder } from '../recorder.ts';
import { runningView, type StartProgress, startingView } from '../recorder-view.ts';
import { askReenrolment } from './ask-reenrolment.ts';
import { endOnSignal } from './end-on-signal.ts';
import { noteCrashes } from './note-crashes.ts';
import { promptForNotice } from './notice-prompt.ts';
import type { RunCommand } from './parse-command-line.ts';
import { showProgress } from './progress.ts';
import { recorderOptions } from './recorder-options.ts';

/** Records until the process is told to end. Can be asked from the first moment on. */
export async function runRecorder(command: RunCommand, env: Environment): Promise<void> {
  const { folder } = command;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const log = createLog({
    folder,
    level: env.WORKCOMPANION_LOG_LEVEL,
    terminalLevel: process.stdout.isTTY ? 'error' : 'warn',
  });
  const asked = { ...command, reenrol: await askReenrolment(command) };
  const lock = lockInstance(folder);
  const stopping = new AbortController();
  const { signal } = stopping;
  const hosted = new HeadlessRecorder(command.server, () => stopping.abort());
  noteCrashes(() => hosted.recorder, log);
  void endOnSignal().then(() => stopping.abort());
  const control = await startControlServer(controlPath(folder), hosted, log);
  const options = { ...(await recorderOptions(asked, env, log)), lock };
  const onProgress = (progress: StartProgress) => {
    hosted.progress = progress;
  };
  const parts = await openPatiently(options, { signal, onProgress, waitsForPeople: false });
  if (parts !== null) {
    const recorder = new Recorder(parts);
    await recorder.start();
    hosted.recorder = recorder;
    promptForNotice(recorder, command);
    const progress = showProgress(recorder, process.stdout);
    if (!signal.aborted) await once(signal, 'abort');
    progress.stop();
    await recorder.stop();
  }
  await control.close();
}

/** A recorder as its user sees it who has no window. */
class HeadlessRecorder implements Controlled {
  recorder: Recorder | null = null;
  progress: StartProgress = { phase: 'opening', problem: null };
  readonly stop: () => void;
  readonly #server: string;

  constructor(server: string, stop: () => void) {
    this.#server = server;
    this.stop = stop;
  }

  view() {
    const { recorder, progress } = this;
    if (recorder === null) return startingView(this.#server, progress);
    return runningView(recorder, Date.now());
  }
}
