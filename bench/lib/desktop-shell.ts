import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { askRecorder } from '../../recorder/src/core/control/ask-recorder.ts';
import { TEST_TOKEN, type TestPortal } from '../../recorder/src/testing/test-portal.ts';
import { until } from '../../recorder/src/testing/until.ts';

export interface Scene {
  readonly electron: string;
  /** Holds the built app and the recorder's data. */
  readonly folder: string;
  readonly portal: TestPortal;
  readonly display: string;
}

/** In a run of its own: the window opens for the notice, and would stay. */
export async function readNotice(scene: Scene, data: string): Promise<void> {
  const shell = startShell(scene, data);
  try {
    await until('the recorder', () => acknowledges(data), 60_000);
  } finally {
    await endShell(shell);
  }
}

/** SIGTERM: both processes end, in order. */
export async function endShell(shell: ChildProcess): Promise<void> {
  const ended = once(shell, 'exit');
  if (shell.kill()) await ended;
}

export function startShell(
  { electron, folder, portal, display }: Scene,
  data: string,
): ChildProcess {
  const app = join(folder, 'app');
  // Chromium's sandbox can't be had as root.
  const args = ['--no-sandbox', app, `--server=${portal.url}`, `--data=${data}`, '--hidden'];
  return spawn(electron, args, {
    stdio: 'ignore',
    env: {
      ...process.env,
      DISPLAY: display,
      WORKCOMPANION_TOKEN: TEST_TOKEN,
      WORKCOMPANION_NODE: nodeOf(folder),
    },
  });
}

export function nodeOf(folder: string): string {
  return join(folder, 'workcompanion-core');
}

function acknowledges(data: string): Promise<boolean> {
  return askRecorder(data, { command: 'acknowledge', locale: 'en' }).then(
    (reply) => 'status' in reply,
    () => false,
  );
}
