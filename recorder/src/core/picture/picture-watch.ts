import { spawn } from 'node:child_process';
import type { PictureProblem } from '@workcompanion/core/protocol/messages';
import type { DisplayName } from '@workcompanion/core/protocol/primitives';
import type { Frame } from '../capture/ts-cutter.ts';
import type { Log } from '../log.ts';

/** Out of 256 levels: the encoder's noise stays below, the smallest window does not. */
const MOST_SPREAD = 3;

/** The mouse pointer is drawn into every picture, and covers at most this many of the thumbnail's pixels. */
const MOUSE_PIXELS = 4;

export const THUMBNAIL_WIDTH = 32;
export const THUMBNAIL_HEIGHT = 18;
const PIXELS = THUMBNAIL_WIDTH * THUMBNAIL_HEIGHT;
const TIMEOUT_MS = 10_000;

const SECOND_MICROS = 1_000_000;
/** The least time between two decoded pictures of a display; one takes 0.1 s of a core. */
const CHECK_EVERY_MICROS = 20 * SECOND_MICROS;
/** With input in this many seconds and no change on any display, not even of the mouse, it is frozen. */
const FROZEN_SECONDS = 20;
/** After this long without input the display may be off, so a picture of one colour is no problem. */
const LATELY_SECONDS = 60;

interface Watched {
  still: StillFrames;
  checkedAt: number;
  /** When the last picture was captured that was decoded and shows something. */
  goodAt: number | null;
  problem: Exclude<PictureProblem, 'frozen'> | null;
}

export interface PictureWatchOptions {
  /** Program name or path. */
  readonly ffmpeg: string;
  readonly log: Log;
}

/**
 * Checks what was recorded, so that "recording" means that there is something to see: pictures at the
 * beginning of segments are decoded again, and the sizes of frames tell whether anything moves.
 */
export class PictureWatch {
  readonly #options: PictureWatchOptions;
  readonly #displays = new Map<DisplayName, Watched>();
  #idleSeconds: number | null = null;
  /** Seconds with input since the picture last changed. */
  #inputs = 0;
  #movedAt = 0;

  constructor(options: PictureWatchOptions) {
    this.#options = options;
  }

  /** A new run of the encoder, whose smallest frames may have another size. */
  begin(display: DisplayName): void {
    this.#watched(display).still = new StillFrames();
    this.#inputs = 0;
  }

  /** Takes each frame that is kept. `tables`: the packets that a stream needs before it. */
  saw(display: DisplayName, { frame, at, tables }: SeenFrame): void {
    const watched = this.#watched(display);
    if (!frame.key) watched.still.saw(frame.bytes, at);
    this.#noteMovement(watched.still.changedAt ?? at);
    if (!frame.key || at - watched.checkedAt < CHECK_EVERY_MICROS) return;
    watched.checkedAt = at;
    void this.#check(watched, Buffer.concat([tables, ...frame.packets]), at);
  }

  /** Called once a second with what the window knows. */
  noteInput(idleSeconds: number | null): void {
    this.#idleSeconds = idleSeconds;
    if (idleSeconds !== null && idleSeconds <= 1) this.#inputs += 1;
  }

  problemOf(display: DisplayName): PictureProblem | null {
    const watched = this.#displays.get(display);
    if (watched === undefined) return null;
    if (watched.problem !== null) return watched.problem;
    return this.#inputs >= FROZEN_SECONDS ? 'frozen' : null;
  }

  /** The last frame that certainly shows something. */
  verifiedAt(display: DisplayName, lastFrameAt: number | null): number | null {
    switch (this.problemOf(display)) {
      case null:
        return lastFrameAt;
      case 'frozen':
        return this.#movedAt;
      default:
        return this.#displays.get(display)?.goodAt ?? null;
    }
  }

  #noteMovement(at: number): void {
    if (at <= this.#movedAt) return;
    this.#movedAt = at;
    this.#inputs = 0;
  }

  async #check(watched: Watched, picture: Buffer, at: number): Promise<void> {
    const { ffmpeg, log } = this.#options;
    const thumbnail = await thumbnailOf(ffmpeg, picture);
    const before = watched.problem;
    watched.problem = this.#problemWith(thumbnail);
    if (watched.problem === null) watched.goodAt = at;
    if (watched.problem !== before)
      log.warn({ problem: watched.problem }, 'what is recorded changed');
  }

  #problemWith(thumbnail: Buffer | null): Watched['problem'] {
    if (thumbnail === null) return 'unreadable';
    const somebodyIsThere = this.#idleSeconds === null || this.#idleSeconds < LATELY_SECONDS;
    return somebodyIsThere && isBlank(thumbnail) ? 'blank' : null;
  }

  #watched(display: DisplayName): Watched {
    const known = this.#displays.get(display);
    if (known !== undefined) return known;
    const watched: Watched = {
      still: new StillFrames(),
      checkedAt: Number.NEGATIVE_INFINITY,
      goodAt: null,
      problem: null,
    };
    this.#displays.set(display, watched);
    return watched;
  }
}

export interface SeenFrame {
  readonly frame: Frame;
  /** UTC µs */
  readonly at: number;
  readonly tables: Buffer;
}

/** Frames without a change differ by at most this many bytes. */
const SLACK_BYTES = 4;
/** The smallest size is known only after this many frames. */
const LEAST_FRAMES = 10;

/**
 * Tells whether pictures change by the size of their frames: an unchanged picture has the smallest size,
 * and even a moved mouse makes a larger one. This costs nothing.
 */
export class StillFrames {
  #least = Number.POSITIVE_INFINITY;
  #count = 0;
  #changedAt: number | null = null;

  /** UTC µs; null before anything is known. */
  get changedAt(): number | null {
    return this.#changedAt;
  }

  /** `bytes`: null for a frame so large that the stream does not tell its size. */
  saw(bytes: number | null, at: number): void {
    if (bytes !== null) this.#least = Math.min(this.#least, bytes);
    this.#count += 1;
    const isStill = bytes !== null && bytes <= this.#least + SLACK_BYTES;
    if (!isStill || this.#count <= LEAST_FRAMES) this.#changedAt = at;
  }
}

/** Whether a picture has one colour all over, usually black: then the capture shows nothing. */
export function isBlank(brightness: Buffer): boolean {
  const sorted = brightness.toSorted();
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const others = sorted.filter((value) => Math.abs(value - middle) > MOST_SPREAD);
  return others.length <= MOUSE_PIXELS;
}

/** The brightness of a picture in 32 × 18 pixels; null when it can't be decoded. */
function thumbnailOf(ffmpeg: string, transportStream: Buffer): Promise<Buffer | null> {
  const size = `scale=${THUMBNAIL_WIDTH}:${THUMBNAIL_HEIGHT}:flags=area,format=gray`;
  const child = spawn(
    ffmpeg,
    [
      ...['-hide_banner', '-loglevel', 'error', '-threads', '1', '-f', 'mpegts', '-i', 'pipe:0'],
      ...['-frames:v', '1', '-vf', size, '-f', 'rawvideo', 'pipe:1'],
    ],
    { stdio: ['pipe', 'pipe', 'ignore'], windowsHide: true },
  );
  const timer = setTimeout(() => child.kill('SIGKILL'), TIMEOUT_MS);
  const pieces: Buffer[] = [];
  child.stdout.on('data', (piece: Buffer) => pieces.push(piece));
  child.stdin.on('error', () => {});
  child.stdin.end(transportStream);
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      const picture = Buffer.concat(pieces);
      resolve(picture.length >= PIXELS ? picture.subarray(0, PIXELS) : null);
    };
    child.on('error', finish).on('close', finish);
  });
}
