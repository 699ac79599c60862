import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { type ControlTarget, startControlServer } from '../control/control-server.ts';
import { controlPath } from '../control/control-socket.ts';
import { ConnectionTest } from '../device/connection-test.ts';
import { isEnrolledOtherwise } from '../device/enrol.ts';
import type { Environment } from '../env.ts';
import { lockInstance } from '../instance-lock.ts';
import { createLog } from '../log.ts';
import { openWithRetries } from '../open-with-retries.ts';
import { Recorder } from '../recorder.ts';
import { runningView, type StartProgress, startingView } from '../recorder-view.ts';
import type { RunCommand } from './parse-command-line.ts';
import { endOnSignal, noteCrashes } from './process-end.ts';
import { showProgress } from './progress-line.ts';
import { recorderOptions } from './recorder-options.ts';

const REENROLMENT = `This computer is enrolled already, and the token is another one than it was enrolled with.
With the new token it becomes a new device: the portal lists it anew, and the notice is shown
again. What it has recorded so far stays on the disk until it is uploaded.`;

/** Records until the process is told to end. It answers questions from the first moment on. */
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
  const hosted = new HeadlessRecorder(command, () => stopping.abort());
  noteCrashes(() => hosted.recorder, log);
  void endOnSignal().then(() => stopping.abort());
  const control = await startControlServer(controlPath(folder), hosted, log);
  const options = { ...(await recorderOptions(asked, env, log)), lock };
  const onProgress = (progress: StartProgress) => {
    hosted.progress = progress;
  };
  const parts = await openWithRetries(options, { signal, onProgress, waitsForPeople: false });
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

/** The recorder as the user of a terminal can ask it. */
class HeadlessRecorder implements ControlTarget {
  recorder: Recorder | null = null;
  progress: StartProgress = { phase: 'opening', problem: null };
  readonly stop: () => void;
  readonly connection: ConnectionTest;
  readonly #server: string;

  constructor(command: RunCommand, stop: () => void) {
    this.#server = command.server;
    this.stop = stop;
    this.connection = new ConnectionTest(command, this);
  }

  view() {
    const { recorder, progress } = this;
    const { report } = this.connection;
    if (recorder === null) return startingView(this.#server, progress, report);
    return runningView(recorder, Date.now(), report);
  }
}

/** Decides whether this computer becomes a new device: by the command, or by asking at the terminal. */
async function askReenrolment({ folder, token, reenrol = false }: RunCommand): Promise<boolean> {
  if (reenrol || !process.stdin.isTTY || !process.stdout.isTTY) return reenrol;
  if (!(await isEnrolledOtherwise(folder, token))) return false;
  return askYes(REENROLMENT, 'Type "yes" to enrol it anew, anything else to go on: ');
}

/** Has each version of the notice acknowledged, in the way that this terminal allows. */
function promptForNotice(recorder: Recorder, command: RunCommand): void {
  let handled = 0;
  const check = async () => {
    const current = recorder.notice();
    if (current === null || current.acknowledged || current.notice.version === handled) return;
    handled = current.notice.version;
    if (command.acceptNotice) return recorder.acknowledge(command.locale);
    if (!process.stdin.isTTY || !process.stdout.isTTY) return printHow(command);
    const text = current.notice.text[command.locale];
    if (await askYes(text, 'Type "yes" to acknowledge this notice: ')) {
      return recorder.acknowledge(command.locale);
    }
    printHow(command);
  };
  const checkSoon = () => {
    check().catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
  };
  recorder.on('changed', checkSoon);
  checkSoon();
}

function printHow({ folder }: RunCommand): void {
  process.stdout.write(
    'Nothing is recorded before the notice is acknowledged. Read it and acknowledge it with\n' +
      `  workcompanion-recorder notice --data ${folder}\n` +
      `  workcompanion-recorder acknowledge --data ${folder}\n`,
  );
}

/** Shows a text at the terminal and asks for a yes to it. */
async function askYes(text: string, question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    process.stdout.write(`\n${text}\n\n`);
    return /^\s*(y|yes|是)\s*$/i.test(await terminal.question(question));
  } finally {
    terminal.close();
  }
}
