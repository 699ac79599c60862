import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { unwrapPts } from '@workcompanion/core/footage/wall-clock';
import { DeviceId, newId } from '@workcompanion/core/ids';
import { CapturePolicy } from '@workcompanion/core/protocol/policy';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { encoderOptions } from '../../../recorder/src/core/ffmpeg/encoder.ts';
import { startVirtualScreen } from '../../../scripts/virtual-screen/start-virtual-screen.ts';
import { clockOf } from '../testing/drawn-footage.ts';
import { type ReadVideo, readVideo } from '../testing/read-video.ts';
import { renderWhole } from '../testing/render-whole.ts';
import type { VideoLane } from './lane.ts';

const run = promisify(execFile);
const [WIDTH, HEIGHT, SECONDS] = [960, 540, 6];
const DISPLAYS = ['MONITOR-1', 'MONITOR-2'];

interface Recorded {
  readonly plain: Buffer;
  readonly original: ReadVideo;
  /** UTC µs of its frames, by the media clock. */
  readonly times: readonly number[];
}

let folder: string;
let recorded: readonly Recorded[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'real-screens-'));
  const size = { width: WIDTH * DISPLAYS.length, height: HEIGHT };
  const screen = await startVirtualScreen({
    ...size,
    monitors: DISPLAYS.length,
    terminal: false,
    page: 'clock',
  });
  try {
    await new Promise((wake) => setTimeout(wake, 4_000));
    recorded = await Promise.all(DISPLAYS.map((_, index) => record(screen.display, index)));
  } finally {
    await screen.stop();
  }
}, 90_000);
afterAll(() => rm(folder, { recursive: true }));

/** A segment as the recorder's own command makes it. */
async function record(display: string, index: number): Promise<Recorded> {
  const capture = CapturePolicy.parse({ framesPerSecond: 5, segmentSeconds: SECONDS });
  const input = `-t ${SECONDS} -i ${display}+${index * WIDTH},0`;
  const grab = `-copyts -f x11grab -framerate 5 -video_size ${WIDTH}x${HEIGHT} ${input}`;
  const { stdout: plain } = await run(
    'ffmpeg',
    ['-loglevel', 'error', ...grab.split(' '), ...encoderOptions(capture), 'pipe:1'],
    { encoding: 'buffer', maxBuffer: 1e9 },
  );
  const path = join(folder, `${index}.ts`);
  await writeFile(path, plain);
  const original = await readVideo(path);
  const times = original.frames.map(({ time }) =>
    Math.round(unwrapPts(Math.round(time * 90_000), Date.now()) * 1000),
  );
  return { plain, original, times };
}

function clocks({ frames, width }: ReadVideo): (number | null)[] {
  return frames.map(({ picture }) => clockOf(picture, width));
}

it('gives of two real screens just the frames that were captured in the clip', async () => {
  const lanes = recorded.map(({ plain, times }, index): VideoLane => {
    const open = async function* () {
      yield plain;
    };
    const start = times[0] ?? 0;
    const segments = [{ start, duration: SECONDS * 1_000_000, sha256: String(index), open }];
    const size = { width: WIDTH, height: HEIGHT };
    const display = DISPLAYS[index] ?? '';
    return {
      ...size,
      device: newId(DeviceId),
      display,
      name: display,
      segments,
      cards: [],
      blurs: [],
    };
  });
  const [from = 0, to = 0] = [recorded[0]?.times[7], recorded[0]?.times[21]];
  const paths = ['one', 'two', 'both'].map((name) => join(folder, `${name}.mp4`));
  await renderWhole(
    {
      clip: { from, to },
      timeZone: 'Asia/Shanghai',
      person: 'Lin Wei',
      packageId: '2',
      case: { id: '1', title: 'Invoices' },
      lanes,
      marks: [],
    },
    { ffmpeg: 'ffmpeg', font: 'Noto Sans CJK SC', partSeconds: 300 },
    paths,
  );

  for (const [index, { original, times }] of recorded.entries()) {
    const video = await readVideo(paths[index] ?? '');
    const isIn = times.map((time) => time >= from - 1_000 && time < to - 1_000);
    expect(clocks(video)).toEqual(clocks(original).filter((_, frame) => isIn[frame]));
    const shown = times.filter((_, frame) => isIn[frame]);
    for (const [frame, time] of shown.entries()) {
      expect(video.frames[frame]?.time).toBeCloseTo((time - from) / 1_000_000, 3);
    }
  }
  const [first] = recorded;
  expect(clocks(await readVideo(paths[0] ?? ''))).toHaveLength(14);
  // The screen was there: most of what was captured can be read.
  expect(
    clocks(first?.original ?? fail()).filter((clock) => clock !== null).length,
  ).toBeGreaterThan(20);
}, 120_000);

function fail(): never {
  throw new Error('nothing was recorded');
}
