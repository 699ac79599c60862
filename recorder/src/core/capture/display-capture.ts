import { isDeepStrictEqual } from 'node:util';
import type { GapCause } from '@workcompanion/core/protocol/gap-cause';
import type { CapturePolicy } from '@workcompanion/core/protocol/policy';
import type { PassedOver } from '@workcompanion/core/protocol/statement';
import { delay } from '../delay.ts';
import { isWithheld } from '../desktop/display-guard.ts';
import { firstComplaint } from '../ffmpeg/try-ffmpeg.ts';
import type { Coverage } from './coverage.ts';
import type { Display } from './display.ts';
import type { FrameOwnership } from './frame-ownership.ts';
import { Recording, type RecordingContext } from './recording.ts';
import type { RecordingEnd } from './recording-end.ts';

/** Waits between restarts by the number of failures in a row: none at first, then ever longer. */
const RESTART_MS = [0, 500, 1_000, 2_000, 5_000, 10_000, 30_000] as const;
/** A recording that lasted this long was healthy: its end begins a new count of failures. */
const HEALTHY_MICROS = 60_000_000;
/** From the start of a successor to its first own frame, on a busy machine. */
const TAKE_OVER_MS = 10_000;
/** How soon writing to the journal is tried again, for instance on a full disk. */
const TELL_AGAIN_MS = 1_000;
/** After this many failures in a row, capture does without graphics chips until recording rests. */
const PLAIN_AFTER = 2;

export interface DisplayCaptureContext {
  readonly recording: RecordingContext;
  readonly coverage: Coverage;
}

/** Keeps one display recorded: a recording that fails is followed by the next. */
export class DisplayCapture {
  readonly display: Display;
  readonly #context: DisplayCaptureContext;
  readonly #stopped = new AbortController();
  #settings: CapturePolicy;
  #current: Recording;
  #successor: Recording | null = null;
  #changing: Promise<void> = Promise.resolve();
  #plain: PassedOver | null = null;
  /** The recording whose end was written down already. */
  #told: Recording | null = null;
  #telling: Promise<void> = Promise.resolve();
  readonly #done: Promise<void>;

  constructor(context: DisplayCaptureContext, display: Display, settings: CapturePolicy) {
    this.#context = context;
    this.display = display;
    this.#settings = settings;
    this.#current = this.#begin();
    this.#done = this.#supervise();
  }

  get recording(): Recording {
    return this.#current;
  }

  /** Returns the ends that were not written down yet; the caller writes them down. */
  async stop(): Promise<readonly RecordingEnd[]> {
    this.#stopped.abort();
    await this.#telling;
    const running = [this.#current, this.#successor]
      .filter((recording) => recording !== null)
      .filter((recording) => recording !== this.#told);
    const ends = await Promise.all(running.map((recording) => recording.stop()));
    await this.#done;
    return ends;
  }

  /** The length of segments changes within a recording; any other change needs a new recording. */
  change(settings: CapturePolicy): Promise<void> {
    const { segmentSeconds, ...before } = this.#settings;
    const { segmentSeconds: changed, ...after } = settings;
    this.#settings = settings;
    if (isDeepStrictEqual(before, after)) this.#current.cut(settings);
    else this.#changing = this.#replace();
    return this.#changing;
  }

  /**
   * The next recording starts before this one stops, and the two agree on an instant: no frame is
   * missed, and none is kept twice. When they can't, the current one is ended, and the restart tries
   * again.
   */
  async #replace(): Promise<void> {
    const old = this.#current;
    const successor = this.#begin(old.ownership);
    this.#successor = successor;
    const { signal } = this.#stopped;
    await Promise.race([successor.ownership.begun, successor.ended, delay(TAKE_OVER_MS, signal)]);
    if (signal.aborted) return;
    if (successor.ownership.hasPredecessor) await successor.stop();
    if (signal.aborted) return;
    this.#successor = null;
    if (successor.ownership.hasPredecessor) {
      await old.stop('settings-changed');
      return;
    }
    this.#current = successor;
    const end = await old.stop();
    if (this.#told !== old) await this.#context.coverage.handedOver(end, old.ownership.limit);
  }

  #begin(predecessor: FrameOwnership | null = null): Recording {
    const { recording, coverage } = this.#context;
    return new Recording(recording, {
      display: this.display,
      capture: this.#settings,
      plain: this.#plain,
      predecessor,
      onFootage: (start) => coverage.began(this.display.name, start),
    });
  }

  async #supervise(): Promise<void> {
    const { signal } = this.#stopped;
    for (let failures = 0; !signal.aborted; ) {
      const recording = this.#current;
      const end = await recording.ended;
      if (signal.aborted) return;
      if (recording !== this.#current) continue;
      const { desktop, log, disk } = this.#context.recording;
      // Its capture may have failed because the system shows a desktop of its own.
      const withheld = desktop.withheld(this.display.name);
      const cause = gapCause(withheld ?? end.cause);
      if (cause === 'disk-full') disk.metFullDisk();
      this.#telling = this.#tell(recording, end, cause);
      await this.#telling;
      log[isWithheld(cause) ? 'info' : 'warn'](
        { display: this.display.name, cause, problem: end.problem },
        'a recording ended',
      );
      await desktop.untilClear(this.display.name, signal);
      failures = heldLong(end) || isWithheld(cause) ? 0 : failures + 1;
      if (cause === 'capture-failed') this.#stepDown(failures, end.problem);
      await delay(RESTART_MS[failures === 0 ? 0 : failures - 1] ?? 30_000, signal);
      await this.#changing;
      if (!signal.aborted && recording === this.#current) this.#current = this.#begin();
    }
  }

  /** Tries until the end is written down, or leaves that to the caller of `stop`. */
  async #tell(recording: Recording, end: RecordingEnd, cause: Exclude<GapCause, 'paused'>) {
    const { coverage, recording: context } = this.#context;
    const { signal } = this.#stopped;
    while (this.#told !== recording) {
      try {
        await coverage.displayEnded(this.display.name, [end], cause);
        this.#told = recording;
      } catch (error) {
        context.log.error({ err: error }, 'the end of a recording can not be written down');
        if (signal.aborted) return;
        await delay(TELL_AGAIN_MS, signal);
      }
    }
  }

  /** A graphics driver that was reset, or taken over by a remote session, may not return for hours. */
  #stepDown(failures: number, problem: string | null): void {
    const { way, isPlain } = this.#current;
    if (failures >= PLAIN_AFTER && !isPlain)
      this.#plain = { what: way, why: firstComplaint(problem ?? '') };
  }
}

function heldLong({ footage }: RecordingEnd): boolean {
  return footage !== null && footage.end - footage.start >= HEALTHY_MICROS;
}

function gapCause(cause: GapCause): Exclude<GapCause, 'paused'> {
  return cause === 'paused' ? 'unexplained' : cause;
}
