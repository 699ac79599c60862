import type { ReportView } from '../../../contract/views.ts';
import { Signal } from '../playback/signal.ts';

export type WatchReport = Pick<ReportView, 'view' | 'from' | 'to' | 'live'> & {
  readonly lane: string;
};

interface Stretch extends WatchReport {
  readonly isReported: boolean;
  /** Until when it is only what the page opened at, and not seen yet; ms of the tracker's clock. */
  readonly glimpseUntil: number;
}

/**
 * The picture that a page opens at was not chosen by anybody: who goes on before it has stood for so
 * long came for something else. That the day was opened is in the audit log by its playlist.
 */
const GLIMPSE_MS = 3_000;

/** A step from frame to frame above this is a jump and begins a new view (16x of 5 fps is 3.2 s). */
const JUMP_MICROS = 10_000_000;

/**
 * Turns the frames that were on screen into views: one for each unbroken run on each display.
 * A frame that is shown while paused counts too, as soon as it was chosen or has stood a while.
 * Reports of one view repeat its id and grow, so a lost one costs nothing once the next arrives.
 */
export class WatchTracker {
  /** Frames to come are watched as they are recorded. */
  isLive = false;
  /** Something is watched live: the person is to be told now. */
  readonly onLive = new Signal<[]>();
  readonly #newId: () => string;
  readonly #clock: () => number;
  #isOpening = true;
  readonly #open = new Map<string, Stretch>();
  readonly #closed: Stretch[] = [];

  /** `clock`: of the viewer, ms. */
  constructor(newId: () => string, clock: () => number = () => performance.now()) {
    this.#newId = newId;
    this.#clock = clock;
  }

  /** A frame of `lane` with this wall clock is on screen. */
  frame(lane: string, micros: number): void {
    const open = this.#open.get(lane);
    const isNext = open !== undefined && micros >= open.from && micros <= open.to + JUMP_MICROS;
    if (!isNext) {
      this.#close(lane);
      this.#open.set(lane, {
        lane,
        view: this.#newId(),
        from: micros,
        to: micros,
        live: this.isLive,
        isReported: false,
        glimpseUntil: this.#isOpening ? this.#clock() + GLIMPSE_MS : 0,
      });
      if (this.isLive) this.onLive.emit();
    } else if (micros > open.to) {
      this.#open.set(lane, { ...open, to: micros, isReported: false, glimpseUntil: 0 });
    }
  }

  /** After a seek, whatever comes is a new view. */
  cut(): void {
    if (this.#open.size > 0) this.#isOpening = false;
    for (const lane of [...this.#open.keys()]) this.#close(lane);
  }

  /**
   * What the server has not been told yet, and what is followed live: while nothing new comes, that
   * must be said again. Those that fail are given back by `giveBack`.
   */
  take({ isInSight = true } = {}): readonly WatchReport[] {
    const seen = [...this.#open.values()].filter((one) => !this.#isGlimpse(one));
    const due = [...this.#closed.splice(0), ...seen].filter(
      ({ isReported, live }) => !isReported || (live && isInSight),
    );
    for (const item of seen) this.#open.set(item.lane, { ...item, isReported: true });
    return due.map(({ lane, view, from, to, live }) => ({ lane, view, from, to, live }));
  }

  giveBack(report: WatchReport): void {
    const open = this.#open.get(report.lane);
    if (open?.view === report.view) this.#open.set(report.lane, { ...open, isReported: false });
    else this.#closed.push({ ...report, isReported: false, glimpseUntil: 0 });
  }

  #isGlimpse({ glimpseUntil }: Stretch): boolean {
    return this.#clock() < glimpseUntil;
  }

  #close(lane: string): void {
    const open = this.#open.get(lane);
    if (open !== undefined && !open.isReported && !this.#isGlimpse(open)) this.#closed.push(open);
    this.#open.delete(lane);
  }
}
