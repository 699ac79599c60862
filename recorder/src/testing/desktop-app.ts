import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { askRecorder } from '../core/control/ask-recorder.ts';
import type { ControlQuestion, ControlReply } from '../core/control/control-messages.ts';
import type { RecorderView } from '../core/recorder-view.ts';
import { findProcesses } from './find-processes.ts';
import { TEST_TOKEN, type TestPortal } from './test-portal.ts';
import type { TestScreen } from './test-screen.ts';
import { until } from './until.ts';

export interface DesktopAppOptions {
  /** Electron, or the packaged program itself. */
  readonly electron: string;
  /** Folder of the app that Electron is given. */
  readonly app?: string;
  readonly folder: string;
  readonly portal: TestPortal;
  readonly screen: TestScreen;
  readonly token?: string;
  /** What the system keeps secrets with, and how it is reached. Default: with nothing. */
  readonly passwordStore?: 'basic' | 'gnome-libsecret';
  readonly environment?: Readonly<Record<string, string>>;
  /** Chromium's own. */
  readonly switches?: readonly string[];
}

/** The desktop recorder as a person has it: the shell, and the recorder's own process. */
export class DesktopApp {
  readonly #app: ElectronApplication;
  readonly #folder: string;

  private constructor(app: ElectronApplication, folder: string) {
    this.#app = app;
    this.#folder = folder;
  }

  static async start(options: DesktopAppOptions): Promise<DesktopApp> {
    const { electron, app: source, folder, portal, screen, token = TEST_TOKEN } = options;
    const { passwordStore = 'basic', environment = {}, switches = [] } = options;
    onTestFinished(() => killAll(folder));
    const app = await _electron.launch({
      executablePath: electron,
      // Chromium's sandbox can't be had as root, in which CI runs.
      args: [
        ...['--no-sandbox', ...(source === undefined ? [] : [source])],
        ...[`--server=${portal.url}`, `--data=${folder}`, `--password-store=${passwordStore}`],
        ...switches,
      ],
      env: {
        ...definedOnly(process.env),
        DISPLAY: screen.display,
        LANGUAGE: 'en',
        LANG: 'en_GB.UTF-8',
        WORKCOMPANION_TOKEN: token,
        WORKCOMPANION_NODE: process.execPath,
        ...environment,
      },
    });
    return new DesktopApp(app, folder);
  }

  window(): Promise<Page> {
    return this.#app.firstWindow();
  }

  /** The window that opens during `step`. */
  async windowAfter(step: () => Promise<unknown>): Promise<Page> {
    const [page] = await Promise.all([this.#app.waitForEvent('window'), step()]);
    return page;
  }

  /** Asks as the command line would. */
  ask(question: ControlQuestion): Promise<ControlReply> {
    return askRecorder(this.#folder, question);
  }

  /** What the system would say. */
  async systemEvent(name: 'lock-screen' | 'unlock-screen' | 'suspend' | 'resume'): Promise<void> {
    await this.#app.evaluate(({ powerMonitor }, event) => {
      powerMonitor.emit(event);
    }, name);
  }

  async onBattery(onBattery: boolean): Promise<void> {
    await this.#app.evaluate(({ powerMonitor }, answer) => {
      powerMonitor.isOnBatteryPower = () => answer;
    }, onBattery);
  }

  /** What Windows would say to every window. */
  async sessionEnds(reason: 'logoff' | 'close-app'): Promise<void> {
    await this.#app.evaluate(({ BaseWindow, BrowserWindow }, why) => {
      const pages = new Set<unknown>(BrowserWindow.getAllWindows());
      const hidden = BaseWindow.getAllWindows().filter((window) => !pages.has(window));
      for (const window of hidden) window.emit('session-end', { reasons: [why] });
    }, reason);
  }

  /** The process that draws the window. */
  pagePid(): Promise<number> {
    return this.#app.evaluate(
      ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0,
    );
  }

  /** The address that is opened by `step`, instead of opening it. */
  async addressOpenedBy(step: () => Promise<unknown>): Promise<string> {
    await this.#app.evaluate(({ shell }) => {
      const opened = new Promise<string>((resolve) => {
        shell.openExternal = async (url) => resolve(url);
      });
      Reflect.set(globalThis, 'opened', opened);
    });
    await step();
    return this.#app.evaluate(() => Reflect.get(globalThis, 'opened'));
  }

  /** Ctrl and a key, as the system hands it to the window. */
  async pressWithControl(key: string): Promise<void> {
    await this.#app.evaluate(({ BrowserWindow }, pressed) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      const event = { preventDefault: () => {} };
      contents?.emit('before-input-event', event, { type: 'keyDown', control: true, key: pressed });
    }, key);
  }

  clipboard(): Promise<string> {
    return this.#app.evaluate(({ clipboard }) => clipboard.readText());
  }

  get shellPid(): number {
    return this.#app.process().pid ?? 0;
  }

  /** The id of the recorder's process, once there is one. */
  corePid(): Promise<number> {
    return until('the recorder', () => corePids(this.#folder)[0]);
  }

  async look(): Promise<RecorderView | null> {
    const reply = await askRecorder(this.#folder, { command: 'look' }).catch(() => null);
    return reply !== null && 'view' in reply ? reply.view : null;
  }

  /** As at sign-out: both processes end in good order. */
  async quit(): Promise<void> {
    await this.#app.close();
  }
}

/** The recorder's and the shell's own: Chromium's helpers end with the latter. */
export function corePids(folder: string): number[] {
  return findProcesses('--data', folder);
}

export function shellPids(folder: string): number[] {
  return findProcesses(`--data=${folder}`);
}

/** First what starts the others again. */
async function killAll(folder: string): Promise<void> {
  for (let round = 0; round < 5; round += 1) {
    for (const pid of [...corePids(folder), ...shellPids(folder)]) process.kill(pid, 'SIGKILL');
    if (corePids(folder).length + shellPids(folder).length === 0) return;
  }
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]])),
  );
}
