import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setPriority } from 'node:os';
import { Duplex, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '@workcompanion/core/errors';
import { cardFrame } from './card-frame.ts';
import { cuesOf, ffmetadata } from './chapters.ts';
import { filterGraph } from './filter-graph.ts';
import { laneStream } from './lane-stream.ts';
import type { VideoOptions, VideoPlan } from './video-plan.ts';

/** Behind everything that somebody waits for. */
const NICENESS = 5;
/** Of the pipes: 0 to 2 are the process's own. */
const FIRST_PIPE = 3;
/** Of what ffmpeg says, the end tells why it stopped. */
const SAID_CHARS = 2_000;
const ENCODER =
  '-c:v libx264 -preset veryfast -crf 25 -bf 0 -pix_fmt yuv420p -threads 2 -level:v 5.1 -x264-params me=umh:merange=64 -g 100 -sc_threshold 0 -fps_mode passthrough -enc_time_base 1:90000 -video_track_timescale 90000';
/**
 * Fragments need no way back in the file, so that it can be written through a pipe. The last flags keep
 * the time of a first frame that comes after the in-point: all videos of a package run by one clock.
 */
const CONTAINER =
  '-movflags +frag_keyframe+empty_moov+default_base_moof+delay_moov+frag_discont -f mp4';

export interface Rendering {
  /** Takes what the video in this place consists of: the lanes in order, then all side by side. */
  readonly sink: (index: number, chunk: Uint8Array) => Promise<void>;
  /** 0 to 1. */
  readonly onProgress: (done: number) => void;
  readonly signal: AbortSignal;
}

/** How many videos a plan gives: one a display, and of several one of all. */
export function videoCount({ lanes }: VideoPlan): number {
  return lanes.length > 1 ? lanes.length + 1 : lanes.length;
}

/**
 * All videos of a package by one ffmpeg, which decodes each lane once. Plain footage goes through
 * pipes only, as do the texts that are burned in. Throws the signal's reason, or `unavailable`.
 */
export async function renderVideos(
  plan: VideoPlan,
  options: VideoOptions,
  rendering: Rendering,
): Promise<void> {
  const { signal } = rendering;
  signal.throwIfAborted();
  const cards = await Promise.all(plan.lanes.map((lane) => cardFrame(options.ffmpeg, lane)));
  const pipes = pipesOf(plan, options, cards);
  const child = spawn(options.ffmpeg, argsOf(plan), {
    stdio: ['ignore', 'ignore', 'pipe', ...pipes.map(() => 'pipe' as const)],
  });
  const stop = (): void => void child.kill('SIGKILL');
  signal.addEventListener('abort', stop, { once: true });
  try {
    const said = tailOf(child);
    const closed = once(child, 'close');
    if (child.pid !== undefined) lowerPriority(child.pid);
    const flows = pipes.map((pipe, index) =>
      flow(pipeOf(child, FIRST_PIPE + index), pipe, { plan, rendering }),
    );
    const [ended, ...flowed] = await Promise.allSettled([closed, ...flows]);
    signal.throwIfAborted();
    for (const each of flowed) if (each.status === 'rejected') throw each.reason;
    if (ended.status === 'rejected') throw unavailable(String(ended.reason));
    if (child.exitCode !== 0) throw unavailable(said());
  } finally {
    signal.removeEventListener('abort', stop);
    if (child.exitCode === null) stop();
  }
}

/** What goes through a pipe: something to ffmpeg, a video from it, or its word on how far it is. */
type Pipe =
  | { readonly kind: 'input'; readonly source: AsyncIterable<Uint8Array> | Iterable<Uint8Array> }
  | { readonly kind: 'video'; readonly index: number }
  | { readonly kind: 'progress' };

/** In the order of `argsOf`: lanes, chapters of each video, the graph, progress, videos. */
function pipesOf(plan: VideoPlan, options: VideoOptions, cards: readonly Buffer[]): Pipe[] {
  const { lanes, clip } = plan;
  const videos = Array.from({ length: videoCount(plan) }, (_, index) => index);
  const text = (content: string): Pipe => ({ kind: 'input', source: [Buffer.from(content)] });
  return [
    ...lanes.map((lane, index): Pipe => {
      const card = cards[index] ?? Buffer.alloc(0);
      return { kind: 'input', source: laneStream(clip, lane, card) };
    }),
    ...videos.map((index) => {
      const shown = index < lanes.length ? lanes.slice(index, index + 1) : lanes;
      return text(ffmetadata(plan, cuesOf(plan, shown)));
    }),
    text(filterGraph(plan, options)),
    { kind: 'progress' },
    ...videos.map((index): Pipe => ({ kind: 'video', index })),
  ];
}

function argsOf(plan: VideoPlan): string[] {
  const lanes = plan.lanes.length;
  const videos = videoCount(plan);
  const pipe = (index: number): string => `pipe:${FIRST_PIPE + index}`;
  const inputs = plan.lanes.flatMap((_, index) => [
    '-f',
    'mpegts',
    '-threads',
    '1',
    '-reinit_filter',
    '0',
    '-i',
    pipe(index),
  ]);
  const chapters = Array.from({ length: videos }, (_, index) => [
    '-f',
    'ffmetadata',
    '-i',
    pipe(lanes + index),
  ]);
  const outputs = Array.from({ length: videos }, (_, index) => [
    ...['-map', index < lanes ? `[lane${index}]` : '[together]'],
    ...['-map_metadata', String(lanes + index), '-map_chapters', String(lanes + index)],
    ...ENCODER.split(' '),
    ...CONTAINER.split(' '),
    pipe(lanes + videos + 2 + index),
  ]);
  return [
    ...['-hide_banner', '-loglevel', 'error', '-nostdin', '-nostats', '-copyts'],
    ...['-progress', pipe(lanes + videos + 1)],
    ...inputs,
    ...chapters.flat(),
    ...['-/filter_complex', pipe(lanes + videos)],
    ...outputs.flat(),
  ];
}

interface Flow {
  readonly plan: VideoPlan;
  readonly rendering: Rendering;
}

async function flow(stream: Duplex, pipe: Pipe, { plan, rendering }: Flow): Promise<void> {
  // Once ffmpeg is gone, each of its pipes says so; its exit code tells why.
  stream.on('error', () => {});
  if (pipe.kind === 'input') return give(stream, pipe.source);
  for await (const chunk of stream) {
    if (pipe.kind === 'video') await rendering.sink(pipe.index, chunk);
    else tell(String(chunk), plan, rendering);
  }
}

async function give(stream: Duplex, source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) {
  try {
    await pipeline(Readable.from(source, { objectMode: false }), stream);
  } catch (error) {
    // ffmpeg closes an input when it has enough; why it closes too early, its exit code tells.
    if (!isClosedPipe(error)) throw error;
  }
}

function isClosedPipe(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return ['EPIPE', 'ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE'].includes(String(code));
}

function tell(report: string, { clip }: VideoPlan, { onProgress }: Rendering): void {
  const [, micros] = /out_time_us=(\d+)/.exec(report) ?? [];
  if (micros !== undefined) onProgress(Math.min(1, Number(micros) / (clip.to - clip.from)));
}

function tailOf({ stderr }: ChildProcess): () => string {
  let said = '';
  stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString('utf8')).slice(-SAID_CHARS);
  });
  return () => said;
}

function pipeOf(child: ChildProcess, index: number): Duplex {
  const pipes: readonly unknown[] = child.stdio;
  const pipe = pipes[index];
  if (pipe instanceof Duplex) return pipe;
  throw new Error('ffmpeg has no such pipe');
}

function unavailable(said: string): AppError {
  return new AppError('unavailable', `ffmpeg could not make the videos: ${said}`);
}

function lowerPriority(pid: number): void {
  try {
    setPriority(pid, NICENESS);
  } catch {
    // It is over already.
  }
}
