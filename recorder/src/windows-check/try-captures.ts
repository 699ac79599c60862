import { execFile } from 'node:child_process';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CapturePolicy } from '@workcompanion/core/protocol/policy';
import type { DisplayGeometry } from '@workcompanion/core/protocol/statement';
import { type CaptureInput, type FfmpegInput, ffmpegInput } from '../core/ffmpeg/capture-input.ts';
import { encoderLadder, encoderOptions, hevcLadder } from '../core/ffmpeg/encoder.ts';
import { inputFor } from '../core/ffmpeg/hardware-encoders.ts';
import { firstComplaint } from '../core/ffmpeg/try-ffmpeg.ts';
import { png } from '../core/picture/png.ts';
import type { Output } from '../core/windows/desktop-helper.ts';
import type { CheckReport } from './check-report.ts';

type ScreenInput = Extract<CaptureInput, { kind: 'ddagrab' | 'gdigrab' }>;

const POLICY = CapturePolicy.parse({ framesPerSecond: 5 });
const FRAMES = 25;
const TIMEOUT_MS = 30_000;
const PICTURE_WIDTH = 640;

const run = promisify(execFile);

interface CaptureTrials {
  readonly ffmpeg: string;
  /** Gets the videos. */
  readonly folder: string;
  readonly outputs: readonly Output[];
  /** The whole desktop. */
  readonly desktop: DisplayGeometry;
  readonly report: CheckReport;
}

/** Takes the real screen by each way, and encodes it by each encoder that the recorder could choose. */
export async function tryCaptures({ outputs, desktop, ...trials }: CaptureTrials): Promise<void> {
  const duplications = outputs.map(
    ({ geometry }, outputIndex): ScreenInput => ({ kind: 'ddagrab', outputIndex, geometry }),
  );
  if (duplications.length === 0) {
    const said = 'no monitor is on the first graphics chip';
    await trials.report.step({ name: 'Desktop duplication', outcome: 'fails', said });
  }
  for (const input of [...duplications, { kind: 'gdigrab', geometry: desktop } as const]) {
    await tryCapture(input, trials);
  }
}

async function tryCapture(
  input: ScreenInput,
  { ffmpeg, folder, report }: Omit<CaptureTrials, 'outputs' | 'desktop'>,
): Promise<void> {
  const way = input.kind === 'ddagrab' ? `Desktop duplication ${input.outputIndex}` : 'GDI';
  const source = ffmpegInput(input, POLICY.framesPerSecond);
  const picture = await pictureOf(ffmpeg, source, input).catch(failure);
  await report.step(
    typeof picture === 'string'
      ? { name: way, outcome: 'fails', said: picture }
      : { name: way, outcome: 'works', said: 'one picture', picture },
  );
  if (typeof picture === 'string') return;
  for (const encoder of [...hevcLadder('win32'), ...encoderLadder('win32')]) {
    const file = join(folder, `${input.kind}-${encoder}.ts`);
    const given = inputFor(encoder, source);
    const args = [
      ...['-y', '-hide_banner', '-benchmark', ...given.options, '-i', given.source],
      ...filtersOf(given.filters),
      ...[...encoderOptions(POLICY, encoder), '-frames:v', String(FRAMES), file],
    ];
    const said = await run(ffmpeg, args, { timeout: TIMEOUT_MS, windowsHide: true }).then(
      async ({ stderr }) => ({ outcome: 'works', said: await figures(stderr, file) }) as const,
      (error: unknown) => ({ outcome: 'fails', said: failure(error) }) as const,
    );
    await report.step({ name: `${way}, ${encoder}`, ...said });
    await rm(file, { force: true });
  }
}

/** "bench: utime=0.531s stime=0.125s rtime=5.051s" is how ffmpeg says what it took. */
async function figures(stderr: string, file: string): Promise<string> {
  const { size } = await stat(file);
  const [, user = '?', system = '?', real = '?'] =
    /bench: utime=([\d.]+)s stime=([\d.]+)s rtime=([\d.]+)s/.exec(stderr) ?? [];
  const cpu = ((Number(user) + Number(system)) / Number(real)) * 100;
  const kilobytes = Math.round(size / 1000);
  return `${FRAMES} pictures in ${real} s, ${kilobytes} kB, ${cpu.toFixed(1)} % of a core`;
}

async function pictureOf(
  ffmpeg: string,
  { options, source, filters }: FfmpegInput,
  { geometry }: ScreenInput,
): Promise<Buffer> {
  const { width, height } = geometry;
  const size = { width: PICTURE_WIDTH, height: Math.round((PICTURE_WIDTH * height) / width) };
  const scale = `scale=${size.width}:${size.height}`;
  const args = [
    ...['-hide_banner', '-loglevel', 'error', ...options, '-i', source],
    ...filtersOf([...filters, scale, 'format=rgb24']),
    ...['-frames:v', '1', '-f', 'rawvideo', 'pipe:1'],
  ];
  const { stdout } = await run(ffmpeg, args, {
    timeout: TIMEOUT_MS,
    windowsHide: true,
    encoding: 'buffer',
    maxBuffer: 64 * 1024 * 1024,
  });
  return png(stdout, size);
}

function filtersOf(filters: readonly string[]): string[] {
  return filters.length === 0 ? [] : ['-vf', filters.join(',')];
}

function failure(error: unknown): string {
  const said = error instanceof Error ? String(Reflect.get(error, 'stderr') ?? '') : '';
  const lines = said
    .split(/\r?\n/)
    .filter((line) => /cannot|error|fail|unknown|unrecognized|no /i.test(line));
  return firstComplaint(lines.join('\n') || said || String(error));
}
