import { AppError } from '@workcompanion/core/errors';
import {
  CLIP_START_TICKS,
  type ClipClock,
  TOLERANCE_TICKS,
} from '@workcompanion/core/evidence/native/clip-ticks';
import type { PictureCodec } from '@workcompanion/core/evidence/native/nal-units';
import { shownPictures } from '@workcompanion/core/evidence/native/shown-pictures';
import {
  type Picture,
  transportPictures,
} from '@workcompanion/core/evidence/native/transport-pictures';
import type { LaneSegment, VideoLane } from '../video/lane.ts';
import { laneStream } from '../video/lane-stream.ts';
import { pipeUrl, runFfmpeg } from '../video/run-ffmpeg.ts';

/** `stitchable`: their parameter sets are those of other footage of this encoder, if they can be. */
const ENCODERS = {
  h264: '-c:v libx264 -preset superfast -crf 18 -bf 0 -x264-params me=umh:merange=64:stitchable=1',
  hevc: '-c:v libx265 -preset ultrafast -crf 18 -x265-params log-level=none:bframes=0',
} as const satisfies Record<PictureCodec, string>;
const OUTPUT =
  '-pix_fmt yuv420p -fps_mode passthrough -f mpegts -muxdelay 0 -muxpreload 0 -pat_period 3600 -sdt_period 3600';

export interface Encoding {
  readonly ffmpeg: string;
  readonly codec: PictureCodec;
  readonly signal: AbortSignal;
}

/**
 * The pictures of a clip's beginning that can't be copied, encoded anew: those up to the first key picture
 * in the clip. Plain footage goes through pipes only.
 */
export async function encodeLead(
  clip: ClipClock,
  lane: VideoLane,
  encoding: Encoding,
): Promise<Picture[]> {
  const times: number[] = [];
  for await (const { ticks, isLead } of shownPictures(clip, lane.segments)) {
    if (!isLead) break;
    times.push(ticks);
  }
  const [last] = times.slice(-1);
  if (last === undefined) return [];
  const segments = lane.segments.filter(({ start }) => start < clip.from).slice(-1);
  const wanted = { from: -TOLERANCE_TICKS, to: last + 1 };
  const source = laneStream(
    clip,
    { lane: { ...lane, segments, cards: [] }, card: NO_CARD },
    wanted,
  );
  const within = `start_pts=${CLIP_START_TICKS + wanted.from}:end_pts=${CLIP_START_TICKS + wanted.to}`;
  const input = ['-copyts', '-f', 'mpegts', '-threads', '1', '-i', pipeUrl(0)];
  const filter = ['-vf', `settb=1/90000,trim=${within}`];
  const clock = '-enc_time_base 1:90000 -mpegts_copyts 1'.split(' ');
  const pictures = await encode([...input, ...filter, ...clock], source, encoding);
  if (pictures.length !== times.length) {
    throw new AppError(
      'unavailable',
      `${pictures.length} of ${times.length} pictures were encoded`,
    );
  }
  return pictures;
}

const NO_CARD = Buffer.alloc(0);

async function encode(
  input: readonly string[],
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { ffmpeg, codec, signal }: Encoding,
): Promise<Picture[]> {
  const encoded: Uint8Array[] = [];
  await runFfmpeg({
    ffmpeg,
    args: [...input, ...ENCODERS[codec].split(' '), ...OUTPUT.split(' '), pipeUrl(1)],
    pipes: [
      { kind: 'give', source },
      { kind: 'take', sink: (chunk) => void encoded.push(chunk) },
    ],
    signal,
  });
  const stream = async function* () {
    yield* encoded;
  };
  const pictures: Picture[] = [];
  for await (const picture of transportPictures(stream())) pictures.push(picture);
  return pictures;
}

/** The codec of a lane: that of its first picture. */
export async function codecOf(segments: readonly LaneSegment[]): Promise<PictureCodec> {
  for (const segment of segments) {
    for await (const { codec } of transportPictures(segment.open())) return codec;
  }
  return 'h264';
}
