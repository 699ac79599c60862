import { join } from 'node:path';
import { DeviceId, newId } from '@workcompanion/core/ids';
import type { LaneSegment, VideoLane } from '../video/lane.ts';
import { type VideoPlan, videoCount } from '../video/video-plan.ts';
import { clockOf, drawSegment, HEIGHT, WIDTH } from './drawn-footage.ts';
import { type ReadVideo, readVideo } from './read-video.ts';
import { renderWhole } from './render-whole.ts';

/** Ten seconds before midnight in Shanghai. */
const START_MS = Date.parse('2026-11-18T15:59:50.000Z');
export const SECOND = 1_000_000;
export const OPTIONS = { ffmpeg: 'ffmpeg', font: 'Noto Sans CJK SC' };
/** UTC µs. */
export const at = (seconds: number): number => START_MS * 1000 + seconds * SECOND;

/** A segment whose pictures say when they were captured. */
export async function segment(
  fromSeconds: number,
  seconds: number,
  size?: { readonly width: number; readonly height: number },
): Promise<LaneSegment> {
  const plain = await drawSegment(START_MS + fromSeconds * 1000, seconds * 5, size);
  return {
    start: at(fromSeconds),
    duration: seconds * SECOND,
    sha256: String(fromSeconds),
    open: async function* () {
      for (let byte = 0; byte < plain.length; byte += 10_000) {
        yield plain.subarray(byte, byte + 10_000);
      }
    },
  };
}

export function laneOf(lane: Partial<VideoLane>): VideoLane {
  return {
    device: newId(DeviceId),
    display: 'DISPLAY-1',
    name: 'DISPLAY-1',
    width: WIDTH,
    height: HEIGHT,
    segments: [],
    cards: [],
    blurs: [],
    ...lane,
  };
}

export function planOf(lanes: readonly VideoLane[], plan: Partial<VideoPlan>): VideoPlan {
  return {
    clip: { from: at(0), to: at(1) },
    timeZone: 'Asia/Shanghai',
    person: "Lin 'Wei': [50%], \\ 林伟",
    case: { id: '0199aaaa-0000-7000-8000-000000000001', title: 'Invoices; October' },
    packageId: '0199aaaa-0000-7000-8000-000000000002',
    lanes,
    marks: [],
    ...plan,
  };
}

/** What a player shows of the videos of these lanes, which are written to the folder. */
export async function renderLanes(
  folder: string,
  lanes: readonly VideoLane[],
  { partSeconds = 300, ...plan }: Partial<VideoPlan> & { readonly partSeconds?: number } = {},
): Promise<ReadVideo[]> {
  const whole = planOf(lanes, plan);
  const paths = Array.from({ length: videoCount(whole) }, (_, index) =>
    join(folder, `${newId(DeviceId)}-${index}.mp4`),
  );
  await renderWhole(whole, { ...OPTIONS, partSeconds }, paths);
  return Promise.all(paths.map(readVideo));
}

/** Seconds from START_MS that the picture itself says. */
export function drawnTimes({ frames, width }: ReadVideo): (number | null)[] {
  return frames.map(({ picture }) => {
    const clock = clockOf(picture, width);
    return clock === null ? null : (clock - START_MS) / 1000;
  });
}
