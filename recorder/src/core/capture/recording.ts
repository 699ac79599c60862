import { Writable } from 'node:stream';
import { newId, RecordingId } from '@workcompanion/core/ids';
import type { GapCause } from '@workcompanion/core/protocol/gap-cause';
import type { CapturePolicy } from '@workcompanion/core/protocol/policy';
import type { PassedOver, PictureArea } from '@workcompanion/core/protocol/statement';
import type { DesktopGuard } from '../desktop/desktop-guard.ts';
import { ffmpegInput, paintOver } from '../ffmpeg/capture-input.ts';
import {
  type Encoders,
  encoderFor,
  encoderName,
  encoderOptions,
  passedOverFor,
} from '../ffmpeg/encoder.ts';
import { inputFor } from '../ffmpeg/hardware-encoders.ts';
import { cutCommand, keyFrameMarks } from '../ffmpeg/key-frame-marks.ts';
import { type FfmpegEnd, type FfmpegRun, startFfmpeg } from '../ffmpeg/start-ffmpeg.ts';
import type { Screen } from '../screen.ts';
import type { Display } from './display.ts';
import { Footage, type FootageContext } from './footage.ts';
import { FrameOwnership } from './frame-ownership.ts';
import { HeldFrames, type TimedFrame } from './held-frames.ts';
import { endCauseOf, type RecordingEnd } from './recording-end.ts';
import { type Frame, TsCutter } from './ts-cutter.ts';

/** A healthy encoder gives its first frame within 2 s, and one every frame period thereafter. */
const HANG_MICROS = 10_000_000;
const HANG_CHECK_MS = 2_000;

export interface RecordingContext extends FootageContext {
  /** Program name or path of ffmpeg. */
  readonly ffmpeg: string;
  readonly encoders: Encoders;
  readonly inputOf: Screen['inputOf'];
  /** Better ways to capture that do not work here, and why. */
  readonly passedOver: readonly PassedOver[];
  /** Decides which frames may be kept. */
  readonly desktop: DesktopGuard;
  /** Whether a clock step or sleep is behind a hole between two frames. */
  readonly explainHole: () => Extract<GapCause, 'clock-changed' | 'asleep'> | null;
}

export interface RecordingRequest {
  readonly display: Display;
  readonly capture: CapturePolicy;
  /** Why this recording does without a graphics chip, which failed before; null when it may use one. */
  readonly plain: PassedOver | null;
  /** The frames of the recording that is to end when this one begins. */
  readonly predecessor: FrameOwnership | null;
  /** Called when the first frame is on the disk. */
  readonly onFootage: (start: number) => Promise<void>;
}

/**
 * One unbroken run of the encoder on one display. It ends when it is told to, when ffmpeg ends or
 * hangs, when frames are missing in between, or when the disk refuses; never by an exception.
 */
export class Recording {
  readonly id: RecordingId = newId(RecordingId);
  readonly display: Display;
  /** What is painted over in each picture: the same from the first to the last. */
  readonly mask: readonly PictureArea[];
  /** How the pictures are captured and encoded. */
  readonly way: string;
  /** No graphics chip is used. */
  readonly isPlain: boolean;
  readonly ownership: FrameOwnership;
  readonly ended: Promise<RecordingEnd>;
  readonly #context: RecordingContext;
  readonly #cutter = new TsCutter();
  readonly #held: HeldFrames;
  readonly #footage: Footage;
  readonly #ffmpeg: FfmpegRun;
  #heardAt: number;
  #hasFrames: boolean = false;
  #busy: boolean = false;
  /** The settings that ffmpeg was started with, and the present ones. */
  readonly #started: CapturePolicy;
  #capture: CapturePolicy;
  #stopCause: GapCause | null = null;
  #failure: { cause: GapCause; problem: string } | null = null;

  constructor(context: RecordingContext, request: RecordingRequest) {
    const { clock, desktop } = context;
    const { display, capture, plain, predecessor } = request;
    const encoder = plain === null ? encoderFor(context.encoders, capture) : 'libx264';
    this.#context = context;
    this.#started = capture;
    this.#capture = capture;
    this.ownership = new FrameOwnership(predecessor);
    this.display = display;
    this.#heardAt = clock.monotonic();
    desktop.watch(display);
    this.mask = desktop.maskFor(display);
    const { mask } = this;
    const input = context.inputOf(display, { plain: plain !== null });
    this.way = `${input.kind}, ${encoder}`;
    this.isPlain = encoder === 'libx264' && input.kind !== 'ddagrab';
    this.#held = new HeldFrames({ display: display.name, clock, desktop, mask });
    this.#footage = new Footage(context, {
      recording: this.id,
      display,
      capture,
      mask,
      onFootage: request.onFootage,
      encoder: encoderName(capture, encoder),
      grabber: input.kind,
      passedOver: [
        ...context.passedOver,
        ...passedOverFor(context.encoders, capture),
        ...(plain === null ? [] : [plain]),
      ],
      onError: (error) => this.#fail(...endCauseOf(error)),
    });
    const painted = paintOver(ffmpegInput(input, capture.framesPerSecond), mask);
    const marked = { ...painted, filters: [...painted.filters, keyFrameMarks(capture)] };
    this.#ffmpeg = startFfmpeg({
      program: context.ffmpeg,
      input: inputFor(encoder, marked),
      outputOptions: encoderOptions(capture, encoder, { marked: true }),
      sink: this.#sink(),
    });
    this.ended = this.#finish();
  }

  /** Time of the last whole frame, UTC µs. */
  get lastFrameAt(): number | null {
    return this.#footage.last;
  }

  get ffmpegPid(): number | undefined {
    return this.#ffmpeg.pid();
  }

  /** A segment begins with the next frame; from there on segments are as long as `capture` says. */
  cut(capture: CapturePolicy): void {
    this.#capture = capture;
    if (this.#hasFrames) this.#ffmpeg.send(cutCommand(capture));
  }

  /** `cause`: why it is stopped, where the end of ffmpeg does not tell it. */
  stop(cause: GapCause | null = null): Promise<RecordingEnd> {
    this.#stopCause = cause;
    this.ownership.keepOn();
    void this.#ffmpeg.stop();
    return this.ended;
  }

  #sink(): Writable {
    return new Writable({
      emitClose: false,
      autoDestroy: false,
      write: (chunk: Buffer, _encoding, done) => {
        this.#consume(chunk).then(() => done(), done);
      },
    });
  }

  async #consume(chunk: Buffer): Promise<void> {
    this.#busy = true;
    try {
      this.#hold(this.#cutter.push(chunk));
      await this.#takeJudged();
      await this.#footage.flushWhenDue();
    } finally {
      this.#busy = false;
      this.#heardAt = this.#context.clock.monotonic();
    }
  }

  /** Takes frames; a change of the segment length waits for the first one, when ffmpeg accepts commands. */
  #hold(frames: readonly Frame[]): void {
    this.#held.add(frames);
    if (this.#hasFrames || frames.length === 0) return;
    this.#hasFrames = true;
    if (this.#capture !== this.#started) this.cut(this.#capture);
  }

  /** A frame that must not be kept ends the recording: footage must not hide that a frame is missing. */
  async #takeJudged(): Promise<void> {
    while (!this.ownership.waits) {
      const next = this.#held.next();
      if (next === null) return;
      if (!next.keep) {
        const why = this.#context.desktop.withheld(this.display.name) ?? 'excluded-app';
        this.#fail(why, 'not to be recorded');
      } else if (this.#failure === null && this.#isOwn(next) && !this.#endsAtHole(next.at)) {
        await this.#footage.take(next, this.#cutter.tables);
      }
    }
  }

  /** A recording that is to replace another one asks for the key frame with which it can begin. */
  #isOwn({ frame: { key }, at }: TimedFrame): boolean {
    const owns = this.ownership.owns({ key, at });
    if (!owns && key && this.ownership.hasPredecessor) this.cut(this.#capture);
    return owns;
  }

  /** Segments must not hide missing time: a hole ends the recording and becomes a gap. */
  #endsAtHole(at: number): boolean {
    const hole = this.#footage.holeBefore(at);
    if (hole === null) return false;
    const cause = this.#context.explainHole() ?? 'capture-failed';
    this.#fail(cause, `no frames for ${(hole / 1_000_000).toFixed(3)} s`);
    return true;
  }

  #fail(cause: GapCause, problem: string): void {
    this.#failure ??= { cause, problem };
    this.#ffmpeg.kill();
  }

  async #finish(): Promise<RecordingEnd> {
    const watchdog = setInterval(() => this.#checkHang(), HANG_CHECK_MS);
    const end = await this.#ffmpeg.ended;
    clearInterval(watchdog);
    try {
      if (end.error === null) this.#held.add(this.#cutter.end());
      this.ownership.keepOn();
      await this.#takeJudged();
      await this.#footage.finish(this.ownership.limit);
    } catch (error) {
      const [cause, problem] = endCauseOf(error);
      this.#failure ??= { cause, problem };
    }
    this.#footage.dispose();
    return this.#endFacts(end);
  }

  #endFacts(end: FfmpegEnd): RecordingEnd {
    const [cause, problem] =
      end.error === null ? (['capture-failed', 'ffmpeg ended'] as const) : endCauseOf(end.error);
    const { footage, count } = this.#footage.segments;
    return {
      recording: this.id,
      display: this.display.name,
      started: this.#footage.first !== null,
      footage,
      segments: count,
      cause: this.#failure?.cause ?? this.#stopCause ?? cause,
      problem: [this.#failure?.problem ?? problem, end.stderr].filter(Boolean).join(': '),
    };
  }

  #checkHang(): void {
    const silent = this.#context.clock.monotonic() - this.#heardAt;
    if (!this.#busy && silent > HANG_MICROS) this.#fail('capture-failed', 'the encoder hangs');
  }
}
