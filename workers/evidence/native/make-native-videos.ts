import { join } from 'node:path';
import { endTicks, ticksAt } from '@workcompanion/core/evidence/native/clip-ticks';
import { emptyPicture } from '@workcompanion/core/evidence/native/empty-picture';
import { NativeWriter } from '@workcompanion/core/evidence/native/native-writer';
import { shownPictures } from '@workcompanion/core/evidence/native/shown-pictures';
import { cutOut, mergeIntervals } from '@workcompanion/core/footage/interval';
import { zoneOffsets } from '@workcompanion/core/footage/zone-offsets';
import { readSealedFile, SealedFile } from '@workcompanion/core/storage/sealed-file';
import type { VideoWork } from '../render-parts.ts';
import { type Cue, cuesOf } from '../video/chapters.ts';
import type { VideoLane } from '../video/lane.ts';
import { cardTimes } from '../video/lane-stream.ts';
import type { VideoOptions, VideoPlan } from '../video/video-plan.ts';
import { codecOf, encodeLead } from './encode-pictures.ts';

const SECOND = 1_000_000;

/** A native video of a lane, which waits in the work folder. */
export interface MadeNativeVideo {
  readonly lane: VideoLane;
  /** The number of the lane. */
  readonly index: number;
  readonly cues: readonly Cue[];
  readonly bytes: () => AsyncIterable<Uint8Array>;
}

interface NativeWork extends Pick<VideoWork, 'folder' | 'workKey' | 'signal'> {
  readonly claimed: Pick<VideoWork['claimed'], 'lease'>;
}

/** So many at once: each keeps a core busy. */
const AT_ONCE = 2;
/** Shorter holes between segments are none: the last picture stays. */
const SHORTEST_HOLE = 500_000;

/**
 * The footage of each lane as a video, without encoding it anew but for its very beginning. Lanes of which
 * nothing is in the package, by the digests of its segments, have none.
 */
export async function makeNativeVideos(
  plan: VideoPlan,
  inPackage: ReadonlySet<string>,
  options: Pick<VideoOptions, 'ffmpeg'>,
  work: NativeWork,
): Promise<MadeNativeVideo[]> {
  const waiting = plan.lanes.flatMap((lane, index) => {
    const segments = lane.segments.filter(({ sha256 }) => inPackage.has(sha256));
    return segments.length === 0 ? [] : [{ lane: { ...lane, segments }, index }];
  });
  const made: MadeNativeVideo[] = [];
  const queue = waiting.values();
  const makeAll = async () => {
    for (const one of queue) made.push(await makeOne(plan, one, { options, work }));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, makeAll));
  return made.sort((a, b) => a.index - b.index);
}

interface Place {
  readonly options: Pick<VideoOptions, 'ffmpeg'>;
  readonly work: NativeWork;
}

async function makeOne(
  plan: VideoPlan,
  { lane, index }: Pick<MadeNativeVideo, 'lane' | 'index'>,
  { options, work }: Place,
): Promise<MadeNativeVideo> {
  const { claimed, folder, workKey, signal } = work;
  const cues = clockCues(plan, lane);
  const path = join(folder, `native-${index}.${claimed.lease}`);
  const file = await SealedFile.create(path, workKey);
  const writer = new NativeWriter(file, lane);
  try {
    await writePictures(plan, lane, { writer, ...options, signal });
    const lines = cues.map(({ from, text }) => ({ ticks: ticksAt(SINCE_CLIP, from), text }));
    const head = await writer.finish(lines, ticksAt(plan.clip, plan.clip.to));
    await file.finish();
    const bytes = async function* () {
      yield head;
      yield* (await readSealedFile(path, workKey)).chunks();
    };
    return { lane, index, cues, bytes };
  } catch (error) {
    await file.abandon();
    throw error;
  }
}

/** Cues count from the clip's first moment already. */
const SINCE_CLIP = { from: 0, to: 0 };

interface Writing {
  readonly writer: NativeWriter;
  readonly ffmpeg: string;
  readonly signal: AbortSignal;
}

async function writePictures(
  { clip }: VideoPlan,
  lane: VideoLane,
  { writer, ffmpeg, signal }: Writing,
): Promise<void> {
  const encoding = { ffmpeg, signal, codec: await codecOf(lane.segments) };
  const lead = (await encodeLead(clip, lane, encoding)).values();
  // In a video of H.265 the last picture stays: no decoder changes its kind on the way.
  const holes = encoding.codec === 'h264' ? holesOf(clip, lane) : [];
  let empty = holes.flatMap((hole) => [...cardTimes(clip, hole)]);
  const units = emptyPicture(lane);
  const writeEmpty = async (before: number) => {
    for (const ticks of empty) {
      if (ticks < before) await writer.picture(ticks, { codec: 'h264', units });
    }
  };
  for await (const picture of shownPictures(clip, lane.segments)) {
    signal.throwIfAborted();
    // What comes after its segment's told end builds on the picture before.
    if (picture.isKey) await writeEmpty(picture.ticks);
    empty = empty.filter((ticks) => ticks > picture.ticks);
    const encoded = picture.isLead ? lead.next().value : undefined;
    await writer.picture(picture.ticks, encoded ?? picture);
  }
  await writeEmpty(endTicks(clip));
}

/** The stretches of the clip of which the video has no footage. */
function holesOf(clip: VideoPlan['clip'], { segments }: VideoLane) {
  const shown = segments.map(({ start, duration }) => ({ from: start, to: start + duration }));
  return cutOut([clip], mergeIntervals(shown, SHORTEST_HOLE)).filter(
    ({ from, to }) => to - from >= SHORTEST_HOLE,
  );
}

/**
 * The subtitles of a native video: the wall clock, second by second, and what is to be said of the moment.
 * They begin with the clip and leave nothing out.
 */
function clockCues(plan: VideoPlan, lane: VideoLane): Cue[] {
  const { clip, timeZone } = plan;
  const told = cuesOf(plan, [lane]);
  return zoneOffsets(timeZone, clip.from, clip.to).flatMap(({ from, to, offsetSeconds, name }) =>
    secondsIn(from, to).map((second) => {
      const stretch = { from: second.from - clip.from, to: second.to - clip.from };
      const local = new Date(Math.floor(second.from / SECOND) * 1000 + offsetSeconds * 1000);
      const clock = `${local.toISOString().slice(0, 19).replace('T', ' ')} ${name}`;
      const lines = told.filter((cue) => cue.from < stretch.to && cue.to > stretch.from);
      return { ...stretch, text: [clock, ...lines.map(({ text }) => text)].join('\n') };
    }),
  );
}

/** Whole ones, but for the first and the last. */
function secondsIn(from: number, to: number): { readonly from: number; readonly to: number }[] {
  const first = Math.floor(from / SECOND);
  return Array.from({ length: Math.ceil(to / SECOND) - first }, (_, at) => ({
    from: Math.max(from, (first + at) * SECOND),
    to: Math.min(to, (first + at + 1) * SECOND),
  }));
}
