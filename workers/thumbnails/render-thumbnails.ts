import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setPriority } from 'node:os';
import { Duplex } from 'node:stream';
import { promisify } from 'node:util';
import type { FrameCodec } from '@workcompanion/core/footage/key-frame-reader';

/** WebP's quality: 4 to 6 KB for a screen of 320 pixels, and larger letters stay readable. */
const QUALITY = 55;
const EFFORT = 2;
/** Far beyond any thumbnail of this size, and what an entry of a pack can tell of once it is sealed. */
const MOST_BYTES = 65_000;
/** Lets everything that somebody waits for go first. */
const NICENESS = 10;
const TIMEOUT_MS = 120_000;
const PROBE_TIMEOUT_MS = 20_000;
/** Pipes 0 to 2 are the process's own. */
const FIRST_PIPE = 3;

/** Frames that one process takes: the start costs each less than a hundredth of a second then. */
export const MAX_FRAMES = 32;

/** A frame of a segment, or a thumbnail made before. */
export interface EncodedFrame {
  readonly format: FrameCodec | 'webp_pipe';
  readonly bytes: Buffer;
}

/**
 * Frames to small WebP thumbnails with `side` pixels on the longer side, null for one that does not decode. One process for all, but for
 * each frame a decoder and two pipes of its own: a damaged frame spoils no other, none can turn up in
 * another's place, and nothing of it touches a disk. Throws when ffmpeg can't be run.
 */
export async function renderThumbnails(
  ffmpeg: string,
  frames: readonly EncodedFrame[],
  side: number,
): Promise<(Buffer | null)[]> {
  if (frames.length > MAX_FRAMES) throw new RangeError(`at most ${MAX_FRAMES} frames at once`);
  const child = spawn(ffmpeg, argsOf(frames, side), {
    stdio: ['ignore', 'ignore', 'ignore', ...frames.flatMap(() => ['pipe', 'pipe'] as const)],
    timeout: TIMEOUT_MS,
    killSignal: 'SIGKILL',
  });
  const closed = once(child, 'close');
  if (child.pid !== undefined) lowerPriority(child.pid);
  const thumbnails = frames.map(({ bytes }, index) =>
    throughPipes(child, FIRST_PIPE + 2 * index, bytes),
  );
  const [[, signal], ...rendered] = await Promise.all([closed, ...thumbnails]);
  if (signal !== null) throw new Error(`ffmpeg was ended by ${String(signal)}`);
  return rendered;
}

function argsOf(frames: readonly EncodedFrame[], side: number): string[] {
  const inputs = frames.map(({ format }, index) => [
    // A key frame says all by itself, and would be decoded twice; of a WebP the size is not known yet.
    ...(format === 'webp_pipe' ? [] : ['-nofind_stream_info']),
    // What a damaged frame lacks would be made up: then rather no thumbnail.
    ...['-err_detect', 'explode', '-threads', '1'],
    ...['-f', format, '-i', `pipe:${FIRST_PIPE + 2 * index}`],
  ]);
  const scale = `scale=w=${side}:h=${side}:force_original_aspect_ratio=decrease:flags=area`;
  const outputs = frames.map((_, index) => [
    ...['-map', `${index}:v`, '-frames:v', '1', '-vf', scale, '-threads', '1', '-c:v', 'libwebp'],
    ...['-quality', String(QUALITY), '-compression_level', String(EFFORT)],
    ...['-f', 'image2pipe', `pipe:${FIRST_PIPE + 2 * index + 1}`],
  ]);
  return ['-hide_banner', '-loglevel', 'quiet', '-nostdin', ...inputs.flat(), ...outputs.flat()];
}

async function throughPipes(
  child: ChildProcess,
  pipe: number,
  frame: Buffer,
): Promise<Buffer | null> {
  const input = pipeOf(child, pipe);
  // A frame that ffmpeg gives up is not read to its end.
  input.on('error', () => {});
  input.end(frame);
  const chunks: Buffer[] = [];
  const output = pipeOf(child, pipe + 1);
  output.on('error', () => {});
  output.on('data', (chunk: Buffer) => chunks.push(chunk));
  await new Promise((resolve) => output.once('close', resolve));
  const thumbnail = Buffer.concat(chunks);
  return thumbnail.length > 0 && thumbnail.length <= MOST_BYTES ? thumbnail : null;
}

function pipeOf(child: ChildProcess, index: number): Duplex {
  const pipes: readonly unknown[] = child.stdio;
  const pipe = pipes[index];
  if (pipe instanceof Duplex) return pipe;
  throw new Error('ffmpeg has no such pipe');
}

function lowerPriority(pid: number): void {
  try {
    setPriority(pid, NICENESS);
  } catch {
    // It is over already.
  }
}

const run = promisify(execFile);

/** Whether this ffmpeg can do what `renderThumbnails` asks of it. */
export async function canRender(ffmpeg: string): Promise<boolean> {
  const thumbnail = '-f lavfi -i color=size=16x16 -frames:v 1 -c:v libwebp -f image2pipe pipe:1';
  try {
    const { stdout } = await run(
      ffmpeg,
      ['-hide_banner', '-loglevel', 'quiet', ...thumbnail.split(' ')],
      {
        encoding: 'buffer',
        timeout: PROBE_TIMEOUT_MS,
      },
    );
    const { stdout: decoders } = await run(ffmpeg, ['-hide_banner', '-decoders'], {
      timeout: PROBE_TIMEOUT_MS,
    });
    return stdout.length > 0 && / h264 /.test(decoders);
  } catch {
    return false;
  }
}
