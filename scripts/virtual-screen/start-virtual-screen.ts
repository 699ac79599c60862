import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { runCommand } from '../processes/run-command.ts';
import { stopChild } from '../processes/stop-child.ts';

export interface VirtualScreen {
  readonly display: string;
  stop(): Promise<void>;
}

interface VirtualScreenOptions {
  readonly width: number;
  readonly height: number;
  /**
   * `clock` draws the time as a bar code that read-clock.ts reads; `office` is plain work; `none` is a
   * terminal full of new letters in each monitor instead, which needs next to no CPU.
   */
  readonly page?: 'clock' | 'office' | 'none';
  /** RandR monitors side by side, the page in each. */
  readonly monitors: number;
  /** A terminal that scrolls on top of the page. */
  readonly terminal: boolean;
}

/** Chromium needs this long to fill its monitor; what starts later stays on top of it. */
const PAGE_SETTLES_MS = 1_500;

/** What a terminal shows: a line now and then, or most of it anew with each picture. */
const CHECKS =
  'while true; do for f in /usr/share/doc/*; do echo "$(date +%T) checked $f"; sleep 0.4; done; done';
const LETTERS = 'while true; do head -c 900 /dev/urandom | base64; sleep 0.2; done';

const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--kiosk',
];

/** A screen with a window manager and real windows that move, as a person's would. */
export async function startVirtualScreen(options: VirtualScreenOptions): Promise<VirtualScreen> {
  const server = await startXServer(options);
  const profiles = await mkdtemp(join(tmpdir(), 'virtual-screen-'));
  const env = { ...process.env, DISPLAY: server.display };
  const children: ChildProcess[] = [];
  const start = (command: string, args: readonly string[]) =>
    children.push(spawn(command, args, { stdio: 'ignore', env }));

  await splitIntoMonitors(options, env);
  const { page = 'clock', width, height } = options;
  // Terminals that come up before it are sometimes hidden by it; they need none.
  if (page !== 'none') start('openbox', []);
  for (let index = 0; index < options.monitors; index++) {
    const x = (index * width) / options.monitors;
    if (page === 'none') {
      start('xterm', terminalArgs(x, 0, LETTERS));
      continue;
    }
    start('chromium', [
      ...CHROMIUM_FLAGS,
      `--user-data-dir=${join(profiles, String(index))}`,
      `--window-position=${x},0`,
      pathToFileURL(join(import.meta.dirname, `${page}.html`)).href,
    ]);
  }
  if (options.terminal) {
    await sleep(PAGE_SETTLES_MS);
    start('xterm', terminalArgs(Math.round(width * 0.5), Math.round(height * 0.55), CHECKS));
  }

  return {
    display: server.display,
    async stop() {
      await Promise.all(children.map((child) => stopChild(child)));
      await server.stop();
      await rm(profiles, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function splitIntoMonitors(options: VirtualScreenOptions, env: NodeJS.ProcessEnv) {
  if (options.monitors === 1) return;
  const width = options.width / options.monitors;
  for (let index = 0; index < options.monitors; index++) {
    const geometry = `${width}/300x${options.height}/300+${index * width}+0`;
    const output = index === 0 ? 'screen' : 'none';
    await runCommand('xrandr', ['--setmonitor', `MONITOR-${index + 1}`, geometry, output], env);
  }
}

function terminalArgs(x: number, y: number, script: string): string[] {
  return ['-geometry', `80x20+${x}+${y}`, '-title', 'Nightly check', '-e', 'sh', '-c', script];
}

interface XServer {
  /** ":1" */
  readonly display: string;
  stop(): Promise<void>;
}

/** Starts Xvfb on a free display that it chooses itself. */
async function startXServer(size: { width: number; height: number }): Promise<XServer> {
  const screen = `${size.width}x${size.height}x24`;
  const child = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp', '-noreset'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  );
  const output = child.stdio[3];
  if (!output || !('read' in output)) throw new Error('Xvfb has no pipe to say its display on');
  const failed = once(child, 'exit').then(() => {
    throw new Error('Xvfb ended before it was ready');
  });
  const line = once(createInterface(output), 'line');
  const [number] = await Promise.race([line, failed]);
  failed.catch(() => {});
  return { display: `:${number}`, stop: () => stopChild(child) };
}
