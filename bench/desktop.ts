import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CapturePolicy } from '@workcompanion/core/protocol/policy';
import { buildApp } from '../recorder/build.ts';
import { askRecorder } from '../recorder/src/core/control/ask-recorder.ts';
import { ensureElectron } from '../recorder/src/testing/ensure-electron.ts';
import { findProcesses } from '../recorder/src/testing/find-processes.ts';
import { isRunning } from '../recorder/src/testing/is-running.ts';
import { testPolicy } from '../recorder/src/testing/test-policy.ts';
import { TEST_TOKEN, TestPortal } from '../recorder/src/testing/test-portal.ts';
import { until } from '../recorder/src/testing/until.ts';
import { startVirtualScreen } from '../scripts/virtual-screen/start-virtual-screen.ts';
import { cpuSeconds, memoryOf, processTree } from './lib/process-usage.ts';
import { printTable } from './lib/stats.ts';

const SIZE = { width: 1920, height: 1080 };
/** Until a first segment has gone, and what the start needed is given back. */
const SETTLE_MS = 75_000;
const MEASURE_MS = 300_000;
const WINDOW_SETTLES_MS = 15_000;
const SHORT_MEASURE_MS = 60_000;
const SAMPLE_EVERY_MS = 5_000;

interface Part {
  readonly name: string;
  readonly pss: number;
  readonly anonymous: number;
  readonly rss: number;
  /** CPU seconds a second, of one core. */
  readonly cores: number;
}

interface Usage {
  readonly parts: readonly Part[];
  /** The most that all of them took at once, MiB of PSS. */
  readonly peak: number;
}

interface Roots {
  readonly shell: number;
  readonly core: number;
}

/**
 * The whole desktop app on scrolling office content at the policy's defaults: its window closed, then
 * open; and with two displays. WORKCOMPANION_FFMPEG: another ffmpeg than the one on the PATH.
 */
export async function benchDesktop(): Promise<void> {
  const electron = await ensureElectron();
  if (electron === null) return;
  await measureDisplays(electron, 1);
  await measureDisplays(electron, 2);
}

async function measureDisplays(electron: string, monitors: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-desktop-'));
  const size = { ...SIZE, width: SIZE.width * monitors };
  const screen = await startVirtualScreen({ ...size, monitors, terminal: true, page: 'office' });
  const portal = await TestPortal.start();
  portal.state.policy = testPolicy({ capture: CapturePolicy.parse({}), heartbeatSeconds: 60 });
  try {
    await buildApp(join(folder, 'app'));
    // An own copy, as installed: the bench's Node would take half of the pages of the recorder's.
    await copyFile(process.execPath, nodeOf(folder));
    await measureApp({ electron, folder, portal, display: screen.display }, monitors);
  } finally {
    await portal.offline();
    await screen.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function measureApp(scene: Scene, monitors: number): Promise<void> {
  const data = join(scene.folder, 'data');
  await readNotice(scene, data);
  const shell = startShell(scene, data);
  try {
    const { state } = scene.portal;
    await until('footage', () => state.entries('recording-started').length >= monitors, 60_000);
    await sleep(SETTLE_MS);
    const [core] = findProcesses('--data', data);
    if (shell.pid === undefined || core === undefined) throw new Error('the app is not there');
    const roots = { shell: shell.pid, core };
    const displays = monitors === 1 ? 'one display' : `${monitors} displays`;
    if (monitors === 1) {
      print(`${displays}, window closed`, await measure(roots, MEASURE_MS));
      await openWindow(scene, data);
    }
    const windowed = monitors === 1 ? 'window open' : 'window closed';
    print(`${displays}, ${windowed}`, await measure(roots, SHORT_MEASURE_MS));
  } finally {
    await endShell(shell);
  }
}

/** Started once more, it tells the one that runs to show itself, and ends. */
async function openWindow(scene: Scene, data: string): Promise<void> {
  await once(startShell(scene, data), 'exit');
  await sleep(WINDOW_SETTLES_MS);
}

async function measure(roots: Roots, durationMs: number): Promise<Usage> {
  const pids = pidsOf(roots);
  const before = new Map(pids.map((pid) => [pid, cpuSeconds(pid)]));
  const began = performance.now();
  let peak = 0;
  while (performance.now() - began < durationMs) {
    await sleep(SAMPLE_EVERY_MS);
    peak = Math.max(peak, pssOf(pids.filter(isRunning).map(memoryOf)));
  }
  const seconds = (performance.now() - began) / 1000;
  const parts = pids.filter(isRunning).map(async (pid): Promise<Part> => {
    const cores = (cpuSeconds(pid) - (before.get(pid) ?? 0)) / seconds;
    return { name: await nameOf(pid, roots), ...memoryOf(pid), cores };
  });
  return { parts: await Promise.all(parts), peak };
}

function pidsOf({ shell, core }: Roots): readonly number[] {
  return [...new Set([...processTree(shell), ...processTree(core)])];
}

function pssOf(parts: readonly { readonly pss: number }[]): number {
  return parts.reduce((sum, { pss }) => sum + pss, 0);
}

async function nameOf(pid: number, roots: Roots) {
  if (pid === roots.shell) return 'shell';
  if (pid === roots.core) return 'recorder';
  const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
  const program = basename(command.split(' ')[0] ?? String(pid));
  return /--type=(\S+)/.exec(command)?.[1] ?? (program.startsWith('ffmpeg') ? 'ffmpeg' : program);
}

function print(title: string, { parts, peak }: Usage): void {
  console.log(`desktop app, ${title}, MiB and % of a core:`);
  printTable(
    ['', 'PSS', 'anonymous', 'RSS', 'CPU'],
    parts.map(({ name, pss, anonymous, rss, cores }) => [
      name,
      ...[pss, anonymous, rss].map((mib) => mib.toFixed(0)),
      (cores * 100).toFixed(1),
    ]),
  );
  const without = (...names: readonly string[]) =>
    parts.filter(({ name }) => !names.includes(name));
  const pss = (some: readonly Part[]) => pssOf(some).toFixed(0);
  const cores = without('ffmpeg').reduce((sum, part) => sum + part.cores, 0);
  console.log(
    `desktop, ${title}: ${pss(parts)} MiB PSS (${peak.toFixed(0)} at most), ` +
      `${pss(without('zygote'))} without Linux's zygotes, ` +
      `${pss(without('zygote', 'ffmpeg'))} without ffmpeg too; ` +
      `${(cores * 100).toFixed(1)} % of a core beyond ffmpeg`,
  );
}

interface Scene {
  readonly electron: string;
  /** Holds the built app and the recorder's data. */
  readonly folder: string;
  readonly portal: TestPortal;
  readonly display: string;
}

/** Acknowledges the notice in a run of its own, since the window opens for it and would stay. */
async function readNotice(scene: Scene, data: string): Promise<void> {
  const shell = startShell(scene, data);
  try {
    await until('the recorder', () => acknowledges(data), 60_000);
  } finally {
    await endShell(shell);
  }
}

/** Ends both processes in good order by SIGTERM. */
async function endShell(shell: ChildProcess): Promise<void> {
  const ended = once(shell, 'exit');
  if (shell.kill()) await ended;
}

function startShell({ electron, folder, portal, display }: Scene, data: string): ChildProcess {
  const app = join(folder, 'app');
  // Chromium's sandbox is not available as root.
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

function nodeOf(folder: string): string {
  return join(folder, 'workcompanion-core');
}

function acknowledges(data: string): Promise<boolean> {
  return askRecorder(data, { command: 'acknowledge', locale: 'en' }).then(
    (reply) => 'status' in reply,
    () => false,
  );
}
