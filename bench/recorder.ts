import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CapturePolicy } from '@workcompanion/core/protocol/policy';
import { encoderOptions } from '../recorder/src/core/ffmpeg/encoder.ts';
import { startRecorder } from '../scripts/processes/recorder-process.ts';
import { stopChild } from '../scripts/processes/stop-child.ts';
import { startVirtualScreen } from '../scripts/virtual-screen/start-virtual-screen.ts';
import { type BenchPortal, startBenchPortal } from './lib/bench-portal.ts';
import { heldOpen } from './lib/held-open.ts';
import { cpuSeconds, processTree, residentMib } from './lib/process-usage.ts';
import { median } from './lib/stats.ts';

const SIZE = { width: 1920, height: 1080 };
const WARM_UP_MS = 8_000;
const MEASURE_MS = 70_000;
const ROUNDS = 2;

interface Usage {
  /** CPU seconds a second, of one core. */
  readonly cores: number;
  readonly mib: number;
}

/** CPU and memory of the recorder with its ffmpeg, against the same ffmpeg command alone. */
export async function benchRecorder(): Promise<void> {
  const screen = await heldOpen(
    startVirtualScreen({ ...SIZE, monitors: 1, terminal: true, page: 'office' }),
  );
  const portal = await startBenchPortal();
  try {
    const [bare, recorder]: [Usage[], Usage[]] = [[], []];
    let bytesPerHour = 0;
    for (let round = 0; round < ROUNDS; round++) {
      bare.push(await measureBare(screen.display));
      const measured = await measureRecorder(portal, screen.display);
      recorder.push(measured.usage);
      bytesPerHour = measured.bytesPerHour;
    }
    const cores = (runs: readonly Usage[]) => median(runs.map((usage) => usage.cores));
    const mib = (runs: readonly Usage[]) => median(runs.map((usage) => usage.mib));
    console.log(
      `recorder 1080p office, defaults: ${(cores(recorder) * 100).toFixed(1)} % of a core, ` +
        `${(cores(recorder) / cores(bare)).toFixed(2)} × bare ffmpeg (${(cores(bare) * 100).toFixed(1)} %); ` +
        `${mib(recorder).toFixed(0)} MiB resident against ${mib(bare).toFixed(0)}; ` +
        `${(bytesPerHour / 1e6).toFixed(0)} MB/h`,
    );
  } finally {
    await portal.stop();
    await screen.stop();
  }
}

async function measureBare(display: string): Promise<Usage> {
  const child = spawn('ffmpeg', bareArguments(display), { stdio: ['ignore', 'pipe', 'ignore'] });
  child.stdout.resume();
  const usage = await measureTree(child);
  await stopChild(child);
  return usage;
}

async function measureRecorder(portal: BenchPortal, display: string) {
  const dataDir = await mkdtemp(join(tmpdir(), 'bench-recorder-'));
  const token = await portal.enrolmentToken();
  const recorder = await heldOpen(startRecorder({ server: portal.url, token, dataDir, display }));
  const usage = await measureTree(recorder);
  await recorder.stop();
  const { recordedMicros, storedBytes } = await storedToday(portal);
  await rm(dataDir, { recursive: true, force: true });
  return { usage, bytesPerHour: (storedBytes / recordedMicros) * 3_600_000_000 };
}

async function storedToday(portal: BenchPortal) {
  const { items } = await portal.client.get<{ items: { id: string; today: { date: string } }[] }>(
    '/api/portal/people',
  );
  const [person] = items;
  if (!person) throw new Error('nobody is recorded');
  return portal.client.get<{ recordedMicros: number; storedBytes: number }>(
    `/api/portal/people/${person.id}/days/${person.today.date}`,
  );
}

async function measureTree(root: { readonly pid?: number | undefined }): Promise<Usage> {
  if (root.pid === undefined) throw new Error('the process did not start');
  await sleep(WARM_UP_MS);
  const before = treeCpuSeconds(root.pid);
  await sleep(MEASURE_MS);
  const pids = processTree(root.pid);
  const mib = pids.reduce((sum, pid) => sum + residentMib(pid), 0);
  return { cores: (treeCpuSeconds(root.pid) - before) / (MEASURE_MS / 1000), mib };
}

function treeCpuSeconds(pid: number): number {
  return processTree(pid).reduce((sum, each) => sum + cpuSeconds(each), 0);
}

/** The very command that the recorder gives to ffmpeg. */
function bareArguments(display: string): string[] {
  const policy = CapturePolicy.parse({});
  return [
    ...['-hide_banner', '-loglevel', 'error', '-copyts'],
    ...['-f', 'x11grab', '-framerate', String(policy.framesPerSecond), '-draw_mouse', '1'],
    ...['-video_size', `${SIZE.width}x${SIZE.height}`, '-i', display],
    ...encoderOptions(policy),
    'pipe:1',
  ];
}
