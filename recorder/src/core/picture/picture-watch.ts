import type { PictureProblem } from '@workcompanion/core/protocol/messages';
import type { DisplayName } from '@workcompanion/core/protocol/primitives';
import type { Frame } from '../capture/ts-cutter.ts';
import type { Log } from '../log.ts';
import { isBlank, thumbnailOf } from './is-blank.ts';

const SECOND_MICROS = 1_000_000;
/** A picture is decoded at most this often on each display: 0.1 s of a core. */
const CHECK_EVERY_MICROS = 20 * SECOND_MICROS;
/** So many seconds with input, and on no display a pixel moved: not even the mouse. */
const FROZEN_SECONDS = 20;
/** Nobody was there to see a picture of one colour: the display may be off. */
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
 * Looks at what was recorded, so that "recording" means that there is something to see: the picture
 * that each segment begins with is decoded again; between them, sizes tell whether anything moves.
 */
export class PictureWatch {
  readonly #options: PictureWatchOptions;
  readonly #displays = new Map<DisplayName, Watched>();
  #idleSeconds: number | null = null;
  /** Seconds in which there was input, and nothing has moved since. */
  #inputs = 0;
  #movedAt = 0;

  constructor(options: PictureWatchOptions) {
    this.#options = options;
  }

  /** A new run of the encoder, which may say "as before" in other words. */
  begin(display: DisplayName): void {
    this.#watched(display).still = new StillFrames();
    this.#inputs = 0;
  }

  /** Each frame that is kept. `tables`: what a stream needs before it. */
  saw(display: DisplayName, { frame, at, tables }: SeenFrame): void {
    const watched = this.#watched(display);
    if (!frame.key) watched.still.saw(frame.bytes, at);
    this.#noteMovement(watched.still.changedAt ?? at);
    if (!frame.key || at - watched.checkedAt < CHECK_EVERY_MICROS) return;
    watched.checkedAt = at;
    void this.#check(watched, Buffer.concat([tables, ...frame.packets]), at);
  }

  /** Once a second, by whoever can tell. */
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

  /** The last frame that there is no doubt of. */
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

/** An encoder says "as before" in so many bytes, give or take a few. */
const SLACK_BYTES = 4;
/** Until then nobody knows how small that is here. */
const LEAST_FRAMES = 10;

/**
 * Whether pictures change, by the size of what the encoder makes of them: a picture like the one
 * before takes the least there is, and already a moved mouse takes more. Costs nothing.
 */
export class StillFrames {
  #least = Number.POSITIVE_INFINITY;
  #count = 0;
  #changedAt: number | null = null;

  /** UTC µs; null before anything is known. */
  get changedAt(): number | null {
    return this.#changedAt;
  }

  /** `bytes`: null for one so large that its size isn't said. */
  saw(bytes: number | null, at: number): void {
    if (bytes !== null) this.#least = Math.min(this.#least, bytes);
    this.#count += 1;
    const isStill = bytes !== null && bytes <= this.#least + SLACK_BYTES;
    if (!isStill || this.#count <= LEAST_FRAMES) this.#changedAt = at;
  }
}
