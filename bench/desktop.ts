import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CapturePolicy } from '@workcompanion/core/protocol/policy';
import { buildApp } from '../recorder/build.ts';
import { askRecorder } from '../recorder/src/core/control/ask-recorder.ts';
import { ensureElectron } from '../recorder/src/testing/ensure-electron.ts';
import { findProcesses } from '../recorder/src/testing/find-processes.ts';
import { testPolicy } from '../recorder/src/testing/test-policy.ts';
import { TEST_TOKEN, TestPortal } from '../recorder/src/testing/test-portal.ts';
import { until } from '../recorder/src/testing/until.ts';
import { startVirtualScreen } from '../scripts/virtual-screen/start-virtual-screen.ts';
import { memoryOf } from './lib/memory-of.ts';
import { printTable } from './lib/print-table.ts';
import { cpuSeconds, processTree } from './lib/process-usage.ts';

const SIZE = { width: 1920, height: 1080 };
/** Until a first segment has gone, and what the start needed is given back. */
const SETTLE_MS = 75_000;
const MEASURE_MS = 60_000;

interface Part {
  readonly name: string;
  readonly pss: number;
  readonly anonymous: number;
  readonly rss: number;
  /** CPU seconds a second, of one core. */
  readonly cores: number;
}

interface Scene {
  readonly electron: string;
  /** Holds the built app and the recorder's data. */
  readonly folder: string;
  readonly portal: TestPortal;
  readonly display: string;
}

/** The whole desktop app, its window closed, on scrolling office content at the policy's defaults. */
export async function benchDesktop(): Promise<void> {
  const electron = await ensureElectron();
  if (electron === null) return;
  const folder = await mkdtemp(join(tmpdir(), 'bench-desktop-'));
  const screen = await startVirtualScreen({ ...SIZE, monitors: 1, terminal: true, page: 'office' });
  const portal = await TestPortal.start();
  portal.state.policy = testPolicy({ capture: CapturePolicy.parse({}), heartbeatSeconds: 15 });
  try {
    await buildApp(join(folder, 'app'));
    print(await measureApp({ electron, folder, portal, display: screen.display }));
  } finally {
    await portal.offline();
    await screen.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function measureApp(scene: Scene): Promise<readonly Part[]> {
  const data = join(scene.folder, 'data');
  const shell = startShell(scene, data);
  try {
    await until('the recorder', () => acknowledges(data), 60_000);
    await until(
      'footage',
      () => scene.portal.state.entries('recording-started').length > 0,
      30_000,
    );
    await sleep(SETTLE_MS);
    const [core] = findProcesses('--data', data);
    if (shell.pid === undefined || core === undefined) throw new Error('the app is not there');
    return await measureParts({ shell: shell.pid, core });
  } finally {
    // SIGTERM: both end, in order.
    const ended = once(shell, 'exit');
    if (shell.kill()) await ended;
  }
}

function startShell({ electron, folder, portal, display }: Scene, data: string): ChildProcess {
  const app = join(folder, 'app');
  // Chromium's sandbox can't be had as root.
  const args = ['--no-sandbox', app, `--server=${portal.url}`, `--data=${data}`, '--hidden'];
  return spawn(electron, args, {
    stdio: 'ignore',
    env: {
      ...process.env,
      ...{ DISPLAY: display, WORKCOMPANION_TOKEN: TEST_TOKEN },
      WORKCOMPANION_NODE: process.execPath,
    },
  });
}

function acknowledges(data: string): Promise<boolean> {
  return askRecorder(data, { command: 'acknowledge', locale: 'en' }).then(
    (reply) => 'status' in reply,
    () => false,
  );
}

async function measureParts(roots: { readonly shell: number; readonly core: number }) {
  const pids = [...new Set([...processTree(roots.shell), ...processTree(roots.core)])];
  const before = new Map(pids.map((pid) => [pid, cpuSeconds(pid)]));
  await sleep(MEASURE_MS);
  return Promise.all(
    pids.map(async (pid): Promise<Part> => {
      const cores = (cpuSeconds(pid) - (before.get(pid) ?? 0)) / (MEASURE_MS / 1000);
      return { name: await nameOf(pid, roots), ...memoryOf(pid), cores };
    }),
  );
}

async function nameOf(pid: number, roots: { readonly shell: number; readonly core: number }) {
  if (pid === roots.shell) return 'shell';
  if (pid === roots.core) return 'recorder';
  const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
  return /--type=(\S+)/.exec(command)?.[1] ?? basename(command.split(' ')[0] ?? String(pid));
}

function print(parts: readonly Part[]): void {
  console.log('desktop app, window closed, MiB and % of a core:');
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
  const pss = (some: readonly Part[]) => some.reduce((sum, part) => sum + part.pss, 0).toFixed(0);
  const cores = without('ffmpeg').reduce((sum, part) => sum + part.cores, 0);
  console.log(
    `desktop: ${pss(parts)} MiB PSS, ${pss(without('zygote'))} without Linux's zygotes, ` +
      `${pss(without('zygote', 'ffmpeg'))} without ffmpeg too; ` +
      `${(cores * 100).toFixed(1)} % of a core beyond ffmpeg`,
  );
}
