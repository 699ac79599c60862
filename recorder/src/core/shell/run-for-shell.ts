import { spawn } from 'node:child_process';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AbsenceReason, StopReason } from '../absence-reason.ts';
import type { RunCommand } from '../cli/parse-command-line.ts';
import { endOnSignal, noteCrashes } from '../cli/process-end.ts';
import { recorderOptions } from '../cli/recorder-options.ts';
import type { WindowFacts } from '../control/control-messages.ts';
import { type ControlTarget, startControlServer } from '../control/control-server.ts';
import { controlPath } from '../control/control-socket.ts';
import { ConnectionTest } from '../device/connection-test.ts';
import type { Environment } from '../env.ts';
import { lockInstance } from '../instance-lock.ts';
import { createLog, type Log } from '../log.ts';
import { openWithRetries } from '../open-with-retries.ts';
import { Recorder } from '../recorder.ts';
import {
  type RecorderView,
  runningView,
  type StartProgress,
  startingView,
} from '../recorder-view.ts';
import type { Screen } from '../screen.ts';
import { ShellKeeper } from './shell-keeper.ts';

export type ShellCommand = RunCommand & { readonly shell: NonNullable<RunCommand['shell']> };

/**
 * Records for a window that is another process: neither ends with the other, and each starts the other
 * again. The recorder answers from the first moment on, so that the window can show why it has not begun.
 */
export async function runForShell(command: ShellCommand, env: Environment): Promise<void> {
  const { folder } = command;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const log = createLog({ folder, level: env.WORKCOMPANION_LOG_LEVEL, terminalLevel: 'error' });
  const lock = lockInstance(folder);
  const hosted = new HostedRecorder({ command, log });
  noteCrashes(() => hosted.recorder, log);
  const control = await startControlServer(controlPath(folder), hosted, log);
  hosted.keeper.watch();
  const restarter = await restarterFor(command, log);
  void endOnSignal().then(() => hosted.stop('stopped'));

  const options = await recorderOptions(command, env, log, await receiveSystemSecret());
  hosted.takeScreen(options.screen);
  const { signal } = hosted.stopping;
  const patience = {
    signal,
    waitsForPeople: true,
    onProgress: (progress: StartProgress) => {
      hosted.progress = progress;
    },
  };
  const parts = await openWithRetries({ ...options, lock }, patience);
  if (parts !== null) {
    const recorder = new Recorder(parts);
    await hosted.take(recorder);
    await aborted(signal);
    await recorder.stop(hosted.stopReason);
  }
  restarter?.dismiss();
  hosted.keeper.stop();
  await control.close();
}

/** Only on Windows an upgrade ends both processes by force. */
async function restarterFor({ folder, shell }: ShellCommand, log: Log): Promise<Restarter | null> {
  if (process.platform !== 'win32') return null;
  return startRestarter({
    installed: join(import.meta.dirname, 'restarter.exe'),
    folder,
    program: shell[0],
    pipe: controlPath(folder),
    log,
  });
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** 32 bytes and the end of the line, without which the window ended before it had written all. */
const LINE = /^[\w-]{43}\n$/;
/** The window writes the secret as it starts this process, so that it is not awaited longer than this. */
const WAIT_MS = 10_000;

/**
 * Receives the secret that the system keeps for this user from the window, by standard input, which no
 * other process can read. Null when the window has none.
 */
async function receiveSystemSecret(): Promise<Buffer | null> {
  if (process.stdin.isTTY) return null;
  const nothing = sleep(WAIT_MS, '', { ref: false });
  const said = await Promise.race([text(process.stdin), nothing]).catch(() => '');
  process.stdin.destroy();
  return LINE.test(said) ? Buffer.from(said.trimEnd(), 'base64url') : null;
}

interface HostedRecorderOptions {
  readonly command: ShellCommand;
  readonly log: Log;
}

/** Answers the window, from before the recorder is open until it has ended. */
class HostedRecorder implements ControlTarget {
  readonly stopping = new AbortController();
  readonly keeper: ShellKeeper;
  readonly connection: ConnectionTest;
  progress: StartProgress = { phase: 'opening', problem: null };
  readonly #options: HostedRecorderOptions;
  #stopReason: StopReason = 'stopped';
  #recorder: Recorder | null = null;
  #screen: Screen | null = null;
  #absence: AbsenceReason | null = null;

  constructor(options: HostedRecorderOptions) {
    this.#options = options;
    this.connection = new ConnectionTest(options.command, this);
    this.keeper = new ShellKeeper({
      command: options.command.shell,
      log: options.log,
      onHidden: (hidden) => this.#setAbsence(hidden ? 'hidden' : null),
    });
  }

  /** Why the recorder ends, once `stopping` is aborted. */
  get stopReason(): StopReason {
    return this.#stopReason;
  }

  get recorder(): Recorder | null {
    return this.#recorder;
  }

  view({ displays, away, idleSeconds, onBattery, proxies }: WindowFacts): RecorderView {
    this.keeper.seen();
    if (proxies !== null) this.#options.command.proxies.system = proxies;
    if (displays.length > 0) this.#screen?.tell(displays);
    this.#setAbsence(away);
    this.#recorder?.setMachine({ idleSeconds, onBattery });
    const { report } = this.connection;
    if (this.#recorder === null) {
      return startingView(this.#options.command.server, this.progress, report);
    }
    return runningView(this.#recorder, Date.now(), report);
  }

  stop(why: StopReason): void {
    this.#stopReason = why;
    this.stopping.abort();
  }

  /** Gives the window's list of monitors to this screen from now on. */
  takeScreen(screen: Screen): void {
    this.#screen = screen;
  }

  /** Starts the recorder, with the absence that the window reported while it was being opened. */
  async take(recorder: Recorder): Promise<void> {
    await recorder.start();
    this.#recorder = recorder;
    await recorder.setAbsence(this.#absence);
  }

  #setAbsence(absence: AbsenceReason | null): void {
    this.#absence = absence;
    this.#recorder?.setAbsence(absence).catch((error: unknown) => {
      this.#options.log.error({ err: error }, 'a change failed');
    });
  }
}

interface RestarterOptions {
  /** The path of the installed program, beside the recorder. */
  readonly installed: string;
  /** The recorder's data folder, where a running program does not block an upgrade. */
  readonly folder: string;
  /** The program to start. */
  readonly program: string;
  /** The pipe that exists while a recorder runs. */
  readonly pipe: string;
  readonly log: Log;
}

interface Restarter {
  /** Called at an orderly end: nothing is to be started. */
  dismiss(): void;
}

/**
 * Starts a program that outlives this one and starts the recorder again when both of its processes are
 * ended by force, as an upgrade does. Without it the recorder would start only at the next sign-in.
 */
export async function startRestarter(options: RestarterOptions): Promise<Restarter> {
  const { installed, folder, program, pipe, log } = options;
  const own = join(folder, 'restarter.exe');
  await copyFile(installed, own).catch((error: unknown) => {
    // The copy of the last run may still be running, and works as well.
    log.info({ err: error }, 'the restarter is not replaced');
  });
  const child = spawn(own, [program, pipe], {
    detached: true,
    windowsHide: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.on('error', (error) => log.warn({ err: error }, 'the restarter can not be started'));
  child.stdin?.on('error', () => {});
  child.unref();
  return { dismiss: () => void child.stdin?.end('end\n') };
}
