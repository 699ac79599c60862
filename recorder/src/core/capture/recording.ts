import { Writable } from 'node:stream';
import { unwrapPts } from '@workcompanion/core/footage/wall-clock';
import { newId, RecordingId } from '@workcompanion/core/ids';
import type { GapCause } from '@workcompanion/core/protocol/gap-cause';
import type { CapturePolicy } from '@workcompanion/core/protocol/policy';
import type { HostFacts } from '@workcompanion/core/protocol/statement';
import type { DesktopGuard } from '../desktop/desktop-guard.ts';
import { type CaptureInput, ffmpegInput } from '../ffmpeg/capture-input.ts';
import { type Encoder, type Encoders, encoderFor } from '../ffmpeg/encoder.ts';
import { encoderName, encoderOptions } from '../ffmpeg/encoder-options.ts';
import { type FfmpegEnd, type FfmpegRun, startFfmpeg } from '../ffmpeg/start-ffmpeg.ts';
import { systemCode } from '../files/system-code.ts';
import type { PictureWatch } from '../picture/picture-watch.ts';
import type { Display } from './display.ts';
import type { RecordingEnd } from './recording-end.ts';
import { type SegmentContext, SegmentSequence } from './segment-sequence.ts';
import { type Frame, TsCutter } from './ts-cutter.ts';

/** Frames are gathered for one write: what is encoded waits no longer than this for the disk. */
const GATHER_MICROS = 390_000;
const GATHER_MS = GATHER_MICROS / 1000;
/** A healthy encoder gives its first frame within 2 s, and one every frame period thereafter. */
const HANG_MICROS = 10_000_000;
const HANG_CHECK_MS = 2_000;
/** Between two frames of unbroken footage: a busy machine may skip a few. */
const MOST_HOLE_MICROS = 2_000_000;
const MOST_HOLE_PERIODS = 3;

export interface RecordingContext extends SegmentContext {
  /** Program name or path of ffmpeg. */
  readonly ffmpeg: string;
  readonly encoders: Encoders;
  readonly host: HostFacts;
  readonly inputOf: (display: Display) => CaptureInput;
  /** Says which frames may be kept. */
  readonly desktop: DesktopGuard;
  /** Looks at what is kept. */
  readonly pictures: PictureWatch;
  /** Whether a clock step or sleep is behind a hole between two frames. */
  readonly explainHole: () => Extract<GapCause, 'clock-changed' | 'asleep'> | null;
}

export interface RecordingRequest {
  readonly display: Display;
  readonly capture: CapturePolicy;
  /** The first frame is on the disk. */
  readonly onFootage: (start: number) => Promise<void>;
}

/**
 * One unbroken run of the encoder on one display. It ends when it is told to, when ffmpeg ends or
 * hangs, when frames are missing in between, or when the disk refuses; never by an exception.
 */
export class Recording {
  readonly id: RecordingId = newId(RecordingId);
  readonly ended: Promise<RecordingEnd>;
  readonly #context: RecordingContext;
  readonly #request: RecordingRequest;
  readonly #cutter = new TsCutter();
  readonly #segments: SegmentSequence;
  readonly #encoder: Encoder;
  readonly #period: number;
  readonly #ffmpeg: FfmpegRun;
  #heardAt: number;
  #busy: boolean = false;
  #flushedAt = 0;
  #flushTimer: NodeJS.Timeout | null = null;
  #first: number | null = null;
  #last: number | null = null;
  #announced: boolean = false;
  /** Frames from here on belong to the successor. */
  #limit = Number.POSITIVE_INFINITY;
  /** Captured, and not yet judged. */
  #held: { readonly frame: Frame; readonly at: number }[] = [];
  #failure: { cause: GapCause; problem: string } | null = null;

  constructor(context: RecordingContext, request: RecordingRequest) {
    const { display, capture } = request;
    this.#context = context;
    this.#request = request;
    this.#encoder = encoderFor(context.encoders, capture);
    this.#period = Math.round(1_000_000 / capture.framesPerSecond);
    this.#heardAt = context.clock.monotonic();
    context.desktop.watch(display);
    context.pictures.begin(display.name);
    this.#segments = new SegmentSequence(context, {
      recording: this.id,
      display: display.name,
      encoder: encoderName(capture, this.#encoder),
      framePeriod: this.#period,
    });
    this.#ffmpeg = startFfmpeg({
      program: context.ffmpeg,
      input: ffmpegInput(context.inputOf(display), capture.framesPerSecond),
      outputOptions: encoderOptions(capture, this.#encoder),
      sink: this.#sink(),
    });
    this.ended = this.#finish();
  }

  get display(): Display {
    return this.#request.display;
  }

  /** Time of the last whole frame, UTC µs. */
  get lastFrameAt(): number | null {
    return this.#last;
  }

  get openBytes(): number {
    return this.#segments.openBytes;
  }

  get ffmpegPid(): number | undefined {
    return this.#ffmpeg.pid();
  }

  /** Frames captured from `limit` (UTC µs) on are left to the successor. */
  stop(limit = Number.POSITIVE_INFINITY): Promise<RecordingEnd> {
    this.#limit = limit;
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
      await this.#judge(this.#cutter.push(chunk));
      await this.#flushWhenDue();
    } finally {
      this.#busy = false;
      this.#heardAt = this.#context.clock.monotonic();
    }
  }

  /** A frame that is not to be kept ends the recording: footage must not hide that one is missing. */
  async #judge(frames: readonly Frame[]): Promise<void> {
    const { clock, desktop } = this.#context;
    for (const frame of frames) {
      const at = Math.round(unwrapPts(frame.pts, clock.utc() / 1000) * 1000);
      this.#held.push({ frame, at });
    }
    for (let next = this.#held[0]; next !== undefined; next = this.#held[0]) {
      const verdict = desktop.judge(this.display.name, next.at);
      if (verdict === 'hold') return;
      this.#held.shift();
      if (verdict === 'keep') await this.#take(next.frame, next.at);
      else this.#fail(desktop.withheld(this.display.name) ?? 'excluded-app', 'not to be recorded');
    }
  }

  async #take(frame: Frame, at: number): Promise<void> {
    if (at >= this.#limit || this.#failure !== null || this.#endsAtHole(at)) return;
    if (this.#first === null) await this.#begin(at);
    if (frame.key) await this.#segments.roll(at, this.#cutter.tables);
    this.#segments.add(frame.packets, at);
    const { tables } = this.#cutter;
    this.#context.pictures.saw(this.display.name, { frame, at, tables });
    this.#last = at;
  }

  /** Segments must not hide missing time: a hole ends the recording, and becomes a gap. */
  #endsAtHole(at: number): boolean {
    const step = this.#last === null ? 0 : at - this.#last;
    if (step >= 0 && step <= Math.max(MOST_HOLE_MICROS, MOST_HOLE_PERIODS * this.#period)) {
      return false;
    }
    const cause = this.#context.explainHole() ?? 'capture-failed';
    this.#fail(cause, `no frames for ${(step / 1_000_000).toFixed(3)} s`);
    return true;
  }

  async #begin(at: number): Promise<void> {
    const { display, capture } = this.#request;
    this.#first = at;
    await this.#context.journal.append({
      body: {
        kind: 'recording-started',
        recording: this.id,
        display: display.name,
        geometry: display.geometry,
        host: this.#context.host,
        encoder: encoderName(capture, this.#encoder),
        framesPerSecond: capture.framesPerSecond,
        policyVersion: this.#context.policyVersion(),
      },
    });
  }

  async #flushWhenDue(): Promise<void> {
    const waited = this.#context.clock.monotonic() - this.#flushedAt;
    if (waited >= GATHER_MICROS) return this.#flush();
    this.#flushTimer ??= setTimeout(() => {
      this.#flush().catch((error) => this.#fail(...causeOf(error)));
    }, GATHER_MS);
  }

  async #flush(): Promise<void> {
    if (this.#flushTimer !== null) clearTimeout(this.#flushTimer);
    this.#flushTimer = null;
    this.#flushedAt = this.#context.clock.monotonic();
    await this.#segments.flush();
    if (this.#announced || this.#first === null) return;
    this.#announced = true;
    await this.#request.onFootage(this.#first);
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
      await this.#judge(end.error === null ? this.#cutter.end() : []);
      if (this.#last !== null) {
        await this.#segments.finish(Math.min(this.#last + this.#period, this.#limit));
      }
    } catch (error) {
      const [cause, problem] = causeOf(error);
      this.#failure ??= { cause, problem };
    }
    if (this.#flushTimer !== null) clearTimeout(this.#flushTimer);
    return this.#endFacts(end);
  }

  #endFacts(end: FfmpegEnd): RecordingEnd {
    const [cause, problem] =
      end.error === null ? (['capture-failed', 'ffmpeg ended'] as const) : causeOf(end.error);
    return {
      recording: this.id,
      display: this.display.name,
      started: this.#first !== null,
      footage: this.#segments.footage,
      segments: this.#segments.count,
      cause: this.#failure?.cause ?? cause,
      problem: [this.#failure?.problem ?? problem, end.stderr].filter(Boolean).join(': '),
    };
  }

  #checkHang(): void {
    const silent = this.#context.clock.monotonic() - this.#heardAt;
    if (!this.#busy && silent > HANG_MICROS) this.#fail('capture-failed', 'the encoder hangs');
  }
}

function causeOf(error: unknown): [GapCause, string] {
  const problem = error instanceof Error ? error.message : String(error);
  return [systemCode(error) === 'ENOSPC' ? 'disk-full' : 'capture-failed', problem];
}
