import { mkdir } from 'node:fs/promises';
import type { Away } from '../away.ts';
import { endOnSignal } from '../cli/end-on-signal.ts';
import { noteCrashes } from '../cli/note-crashes.ts';
import type { RunCommand } from '../cli/parse-command-line.ts';
import { recorderOptions } from '../cli/recorder-options.ts';
import type { Controlled } from '../control/answer-control.ts';
import { controlPath } from '../control/control-path.ts';
import { startControlServer } from '../control/control-server.ts';
import { createLog } from '../create-log.ts';
import type { Environment } from '../env.ts';
import { lockInstance } from '../instance-lock.ts';
import type { RecorderOptions } from '../open-recorder.ts';
import { Recorder } from '../recorder.ts';
import { runningView, type StartProgress, startingView } from '../recorder-view.ts';
import { openForShell } from './open-for-shell.ts';
import { ShellKeeper } from './shell-keeper.ts';

export type ShellCommand = RunCommand & { readonly shell: NonNullable<RunCommand['shell']> };

/**
 * Records for a window that is another process: neither ends with the other, and each starts the
 * other again. The window can ask from the first moment on, so that it shows why nothing begins.
 */
export async function runForShell(command: ShellCommand, env: Environment): Promise<void> {
  const { folder, server } = command;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const log = createLog({ folder, level: env.WORKCOMPANION_LOG_LEVEL, terminalLevel: 'error' });
  const lock = lockInstance(folder);
  const stopping = new AbortController();
  let progress: StartProgress = { phase: 'opening', problem: null };
  let recorder: Recorder | null = null;
  let options: RecorderOptions | null = null;
  noteCrashes(() => recorder, log);
  const setAway = (away: Away | null) => {
    recorder?.setAway(away).catch((err: unknown) => log.error({ err }, 'a change failed'));
  };
  const keeper = new ShellKeeper({
    ...{ command: command.shell, log },
    onHidden: (hidden) => setAway(hidden ? 'hidden' : null),
  });
  const controlled: Controlled = {
    get recorder() {
      return recorder;
    },
    view({ displays, away }) {
      keeper.seen();
      if (displays.length > 0) options?.screen.tell(displays);
      setAway(away);
      return recorder === null ? startingView(server, progress) : runningView(recorder, Date.now());
    },
    stop: () => stopping.abort(),
  };
  const control = await startControlServer(controlPath(folder), controlled, log);
  keeper.watch();
  void endOnSignal().then(() => stopping.abort());
  options = await recorderOptions(command, env, log);
  const parts = await openForShell(
    { ...options, lock },
    { signal: stopping.signal, onProgress: (now) => (progress = now) },
  );
  if (parts !== null) {
    const opened = new Recorder(parts);
    await opened.start();
    recorder = opened;
    await aborted(stopping.signal);
    await opened.stop();
  }
  keeper.stop();
  await control.close();
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
