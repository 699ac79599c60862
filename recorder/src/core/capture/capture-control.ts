import type { PictureProblem } from '@workcompanion/core/protocol/messages';
import type { CapturePolicy } from '@workcompanion/core/protocol/policy';
import type { DisplayName } from '@workcompanion/core/protocol/primitives';
import type { Clock } from '../clock.ts';
import type { Encoders } from '../ffmpeg/encoder.ts';
import type { Log } from '../log.ts';
import { Mutex } from '../mutex.ts';
import type { RecorderParts } from '../recorder-parts.ts';
import type { Screen } from '../screen.ts';
import { CaptureSession } from './capture-session.ts';
import type { ClockStep } from './clock-watch.ts';
import type { Coverage } from './coverage.ts';
import type { Display } from './display.ts';
import { type Interruption, tells } from './gap-bodies.ts';
import type { RecordingContext } from './recording.ts';
import type { RecordingEnd } from './recording-end.ts';

/** From the start of recording to the first frame of each display, on a busy machine. */
const SETTLE_MICROS = 8_000_000;

export interface CaptureControlOptions {
  readonly recording: RecordingContext;
  readonly coverage: Coverage;
  readonly screen: Screen;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Switches between recording and resting, one step at a time.
 *
 * - `rest(why)`: footage ends, and a gap of all displays opens. Resting already, the gap is replaced
 *   by one with the new reason, from now on; the same reason changes nothing.
 * - `record()`: every display gets a capture and a gap of its own, which closes at its first frame. When
 *   none comes in time, that gap is `capture-failed`, and it keeps trying.
 * - `restart(step)`: rests and records anew, because the clock was changed or the machine slept.
 * - `follow()`: displays come, go and change while recording.
 */
export class CaptureControl {
  readonly #options: CaptureControlOptions;
  readonly #mutex = new Mutex();
  readonly #listing = new Mutex();
  #session: CaptureSession | null = null;
  #startedAt = 0;
  /** The last frame of the sessions before. */
  #lastFrameAt: number | null = null;
  /** Ends of recordings that could not be written down yet, for instance on a full disk. */
  readonly #unsaid: RecordingEnd[] = [];
  #following: boolean = false;

  constructor(options: CaptureControlOptions) {
    this.#options = options;
  }

  get recording(): boolean {
    return this.#session !== null;
  }

  /** Recording is wanted, and no display gives a frame. */
  get failing(): boolean {
    const { coverage } = this.#options;
    const causes = this.displays.map((display) => coverage.causeOf(display));
    const ofAll = coverage.ofAll === null ? [] : [coverage.ofAll.cause];
    const known = [...causes, ...ofAll];
    return this.recording && known.length > 0 && known.every((cause) => cause === 'capture-failed');
  }

  /** Every display shows what is not to be recorded. */
  get withheld(): boolean {
    const { desktop } = this.#options.recording;
    const { displays } = this;
    return displays.length > 0 && displays.every((name) => desktop.withheld(name) !== null);
  }

  get displays(): readonly DisplayName[] {
    return this.#session?.displays ?? [];
  }

  /** What is wrong with the pictures that are recorded now. */
  get pictureProblems(): readonly { display: DisplayName; problem: PictureProblem }[] {
    const { pictures } = this.#options.recording;
    return this.displays.flatMap((display) => {
      const problem = pictures.problemOf(display);
      return problem === null ? [] : [{ display, problem }];
    });
  }

  /** Displays on which windows are painted over. */
  get covered(): readonly DisplayName[] {
    return this.#session?.covered ?? [];
  }

  get lastFrameAt(): number | null {
    return this.#session?.lastFrameAt ?? this.#lastFrameAt;
  }

  get ffmpegPids(): readonly number[] {
    return this.#session?.ffmpegPids ?? [];
  }

  record(settings: CapturePolicy): Promise<void> {
    return this.#mutex.run(() => this.#record(settings));
  }

  rest(why: Interruption): Promise<void> {
    return this.#mutex.run(() => this.#rest(why));
  }

  restart(step: ClockStep, settings: CapturePolicy): Promise<void> {
    return this.#mutex.run(async () => {
      if (this.#session === null) return;
      const seconds = (step.micros / 1_000_000).toFixed(3);
      await this.#rest({ cause: step.cause, note: `the clock moved by ${seconds} s` });
      await this.#record(settings);
    });
  }

  change(settings: CapturePolicy): Promise<void> {
    return this.#mutex.run(async () => this.#session?.change(settings));
  }

  /** Called every other second. While one call is still at work, others do nothing. */
  async follow(): Promise<void> {
    if (this.#following || this.#session === null) return;
    this.#following = true;
    try {
      const displays = await this.#listDisplays();
      await this.#mutex.run(async () => {
        if (displays !== null) await this.#session?.follow(displays);
        await this.#settleLate();
      });
    } finally {
      this.#following = false;
    }
  }

  async #record(settings: CapturePolicy): Promise<void> {
    const { recording, coverage, clock } = this.#options;
    const displays = (await this.#listDisplays()) ?? [];
    this.#startedAt = clock.monotonic();
    this.#session = await CaptureSession.begin({ recording, coverage }, displays, settings);
  }

  async #rest(why: Interruption): Promise<void> {
    const { coverage } = this.#options;
    const session = this.#session;
    this.#lastFrameAt = this.lastFrameAt;
    this.#session = null;
    if (session !== null) this.#unsaid.push(...(await session.stop()));
    const isSaid = coverage.ofAll !== null && tells(coverage.ofAll, why);
    if (isSaid && this.#unsaid.length === 0) return;
    await coverage.interrupt(why, this.#unsaid);
    this.#unsaid.length = 0;
  }

  async #settleLate(): Promise<void> {
    const { coverage, clock } = this.#options;
    if (this.#session === null || clock.monotonic() - this.#startedAt < SETTLE_MICROS) return;
    await coverage.settle();
    if (coverage.ofAll === null || this.failing) return;
    await coverage.interrupt({ cause: 'capture-failed', note: 'there is no display' }, []);
  }

  /** Null when they can't be listed: then the present displays go on. */
  #listDisplays(): Promise<readonly Display[] | null> {
    return this.#listing.run(async () => {
      try {
        return await this.#options.screen.displays();
      } catch (error) {
        this.#options.log.warn({ err: error }, 'the displays can not be listed');
        return null;
      }
    });
  }
}

const SOFTWARE: Encoders = { h264: 'libx264', hevc: null, passedOver: [] };

/** Makes the capture side of a recorder from its parts. */
export function createCaptureControl(
  parts: RecorderParts,
  explainHole: RecordingContext['explainHole'],
): CaptureControl {
  const { segments, journal, clock, bootId, host, keys, policy, coverage, disk, ...senses } = parts;
  const { log, screen, ffmpeg, encoders = SOFTWARE, passedOver = [] } = parts.options;
  return new CaptureControl({
    recording: {
      folder: segments,
      journal,
      clock,
      bootId,
      host,
      serverKey: parts.enrolment.signingKey,
      ffmpeg,
      encoders,
      log,
      explainHole,
      policyVersion: () => policy.current?.version ?? 0,
      keyFor: (start) => keys.keyFor(start),
      disk,
      inputOf: screen.inputOf,
      passedOver,
      desktop: senses.desktop,
      pictures: senses.pictures,
    },
    coverage,
    screen,
    clock,
    log,
  });
}
