import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { ClipPart } from './clip-parts.ts';
import { filterGraph } from './filter-graph.ts';
import type { VideoLane } from './lane.ts';
import { laneStream, lastFrameBefore } from './lane-stream.ts';
import { type FfmpegPipe, pipeUrl, runFfmpeg } from './run-ffmpeg.ts';
import { type VideoOptions, type VideoPlan, videoCount } from './video-plan.ts';

/** A key frame at least every 100 frames: so far a player decodes to show any moment. */
export const ENCODER =
  '-c:v libx264 -preset veryfast -crf 25 -bf 0 -pix_fmt yuv420p -threads 1 -level:v 5.1 -x264-params me=umh:merange=64 -g 100 -sc_threshold 0 -fps_mode passthrough -enc_time_base 1:90000';
/** On the clip's clock, so that parts are put together by putting one behind the other. */
const CONTAINER =
  '-f mpegts -mpegts_copyts 1 -mpegts_flags +initial_discontinuity -muxdelay 0 -muxpreload 0 -pat_period 3600 -sdt_period 3600';

export interface Rendering {
  /** Takes the MPEG-TS of the video in this place: the lanes in order, then all side by side. */
  readonly sink: (index: number, chunk: Uint8Array) => Promise<void> | void;
  /** Ticks of the clip that are behind it. */
  readonly onProgress: (ticks: number) => void;
  readonly signal: AbortSignal;
}

/**
 * A part of all videos of a package by one ffmpeg, which decodes each lane once. Plain footage goes
 * through pipes only, as do the texts that are burned in. Throws the signal's reason, or `unavailable`.
 */
export async function renderPart(
  plan: VideoPlan,
  part: ClipPart,
  { ffmpeg, font, sink, onProgress, signal }: VideoOptions & Rendering,
): Promise<void> {
  const lanes = await Promise.all(
    plan.lanes.map(async (lane) => ({
      lane,
      card: await cardFrame(ffmpeg, lane),
      from: await firstOf(plan, part, lane),
    })),
  );
  const starts = lanes.map(({ from }) => from);
  const graph = filterGraph(plan, { font, part, starts });
  const videos = Array.from({ length: videoCount(plan) }, (_, index) => index);
  // In the order of `argsOf`: lanes, the graph, progress, videos.
  const pipes: FfmpegPipe[] = [
    ...lanes.map(({ lane, card, from }): FfmpegPipe => {
      const source = laneStream(plan.clip, { lane, card }, { from, to: part.to });
      return { kind: 'give', source };
    }),
    { kind: 'give', source: [Buffer.from(graph)] },
    { kind: 'take', sink: (report) => tell(String(report), onProgress) },
    ...videos.map((index): FfmpegPipe => ({ kind: 'take', sink: (chunk) => sink(index, chunk) })),
  ];
  await runFfmpeg({ ffmpeg, args: argsOf(plan), pipes, signal });
}

/** Side by side, a display shows its last picture until it has a new one: also from before the part. */
async function firstOf(
  { clip, lanes }: VideoPlan,
  part: ClipPart,
  lane: VideoLane,
): Promise<number> {
  if (lanes.length === 1 || part.index === 0) return part.from;
  return (await lastFrameBefore(clip, lane, part.from)) ?? part.from;
}

function argsOf(plan: VideoPlan): string[] {
  const lanes = plan.lanes.length;
  const inputs = plan.lanes.flatMap((_, index) => [
    ...'-f mpegts -threads 1 -reinit_filter 0 -i'.split(' '),
    pipeUrl(index),
  ]);
  const outputs = Array.from({ length: videoCount(plan) }, (_, index) => [
    ...['-map', index < lanes ? `[lane${index}]` : '[together]'],
    ...ENCODER.split(' '),
    ...CONTAINER.split(' '),
    pipeUrl(lanes + 2 + index),
  ]);
  return [
    ...['-nostats', '-copyts', '-progress', pipeUrl(lanes + 1)],
    ...inputs,
    ...['-/filter_complex', pipeUrl(lanes)],
    ...outputs.flat(),
  ];
}

function tell(report: string, onProgress: (ticks: number) => void): void {
  const [, micros] = /out_time_us=(\d+)/.exec(report) ?? [];
  if (micros !== undefined) onProgress(Number(micros) * 0.09);
}

const run = promisify(execFile);
const TIMEOUT_MS = 30_000;

/** A black picture as MPEG-TS of one frame: put between segments, it ends what they show. */
async function cardFrame(
  ffmpeg: string,
  { width, height }: { readonly width: number; readonly height: number },
): Promise<Buffer> {
  const source = `-f lavfi -i color=black:size=${width}x${height}:rate=1 -frames:v 1`;
  const encode = '-c:v libx264 -preset ultrafast -bf 0 -pix_fmt yuv420p';
  const output = '-f mpegts -muxdelay 0 -muxpreload 0 pipe:1';
  const { stdout } = await run(
    ffmpeg,
    `-hide_banner -loglevel error -nostdin ${source} ${encode} ${output}`.split(' '),
    { encoding: 'buffer', timeout: TIMEOUT_MS },
  );
  return stdout;
}
