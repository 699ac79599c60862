import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setPriority } from 'node:os';
import type { GrayImage } from './gray-image.ts';

/** Lets everything that somebody waits for go first. */
const NICENESS = 19;
const TIMEOUT_MS = 300_000;
/** "P5", width, height and 255, each followed by one white space. */
const HEAD = /^P5\s(\d+)\s(\d+)\s255\s/;
const LONGEST_HEAD = 32;

interface Drawing {
  readonly ffmpeg: string;
  /** The plain segment, as far as it is needed. */
  readonly segment: Uint8Array;
  /** Which of its pictures, counted from 0. */
  readonly indexes: readonly number[];
  readonly signal?: AbortSignal;
}

/**
 * The chosen pictures of a segment, each when it is asked for, and nothing of them on a disk. One that
 * can't be decoded ends them. Throws when ffmpeg can't be run, or is told to stop.
 */
export async function* drawFrames(drawing: Drawing): AsyncGenerator<GrayImage> {
  const { ffmpeg, segment, indexes, signal } = drawing;
  const isChosen = indexes.map((index) => `eq(n\\,${index})`).join('+');
  const child = spawn(
    ffmpeg,
    [
      ...['-hide_banner', '-loglevel', 'quiet', '-nostdin', '-threads', '1'],
      ...['-f', 'mpegts', '-i', 'pipe:0', '-vf', `select=${isChosen}`, '-fps_mode', 'passthrough'],
      ...['-pix_fmt', 'gray', '-c:v', 'pgm', '-f', 'image2pipe', 'pipe:1'],
    ],
    {
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: TIMEOUT_MS,
      killSignal: 'SIGKILL',
      ...(signal !== undefined && { signal }),
    },
  );
  const closed = once(child, 'close');
  // Told by `closed`, which nobody awaits when the reader stops in between.
  closed.catch(() => {});
  if (child.pid !== undefined) lowerPriority(child.pid);
  // It may have seen enough before the end.
  child.stdin.on('error', () => {});
  child.stdin.end(segment);
  try {
    yield* imagesOf(child.stdout);
    await closed;
  } finally {
    child.kill('SIGKILL');
  }
}

/** Portable graymaps, one behind the other. */
async function* imagesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<GrayImage> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  let wanted = 0;
  for await (const chunk of chunks) {
    held.push(chunk);
    heldBytes += chunk.length;
    while (heldBytes > 0 && heldBytes >= wanted) {
      const bytes = Buffer.concat(held);
      const head = HEAD.exec(bytes.toString('latin1', 0, LONGEST_HEAD));
      const [width, height] = [Number(head?.[1] ?? 0), Number(head?.[2] ?? 0)];
      const end = (head?.[0].length ?? 0) + width * height;
      const isWhole = head !== null && bytes.length >= end;
      wanted = head === null ? bytes.length + 1 : end;
      held = [isWhole ? bytes.subarray(end) : bytes];
      heldBytes = isWhole ? bytes.length - end : bytes.length;
      if (!isWhole) continue;
      wanted = 0;
      yield { width, height, pixels: Uint8Array.from(bytes.subarray(end - width * height, end)) };
    }
  }
}

function lowerPriority(pid: number): void {
  try {
    setPriority(pid, NICENESS);
  } catch {
    // It is over already.
  }
}
