import type { ReportView } from '../../../contract/views.ts';
import { Signal } from '../playback/signal.ts';

export type WatchReport = Pick<ReportView, 'view' | 'from' | 'to' | 'live'> & {
  readonly lane: string;
};

interface Stretch extends WatchReport {
  readonly isReported: boolean;
}

/** A step from frame to frame above this is a jump and begins a new view (16x of 5 fps is 3.2 s). */
const JUMP_MICROS = 10_000_000;

/**
 * Turns the frames that were on screen into views: one for each unbroken run on each display.
 * A frame that is shown while paused counts too: it was seen. Reports of one view repeat its id and
 * grow, so a lost one costs nothing once the next arrives.
 */
export class WatchTracker {
  /** Frames to come are watched as they are recorded. */
  isLive = false;
  /** Something is watched live: the person is to be told now. */
  readonly onLive = new Signal<[]>();
  readonly #newId: () => string;
  readonly #open = new Map<string, Stretch>();
  readonly #closed: Stretch[] = [];

  constructor(newId: () => string) {
    this.#newId = newId;
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
      });
      if (this.isLive) this.onLive.emit();
    } else if (micros > open.to) {
      this.#open.set(lane, { ...open, to: micros, isReported: false });
    }
  }

  /** After a seek, whatever comes is a new view. */
  cut(): void {
    for (const lane of [...this.#open.keys()]) this.#close(lane);
  }

  /**
   * What the server has not been told yet, and what is followed live: while nothing new comes, that
   * must be said again. Those that fail are given back by `giveBack`.
   */
  take({ isInSight = true } = {}): readonly WatchReport[] {
    const due = [...this.#closed.splice(0), ...this.#open.values()].filter(
      ({ isReported, live }) => !isReported || (live && isInSight),
    );
    for (const item of this.#open.values())
      this.#open.set(item.lane, { ...item, isReported: true });
    return due.map(({ lane, view, from, to, live }) => ({ lane, view, from, to, live }));
  }

  giveBack(report: WatchReport): void {
    const open = this.#open.get(report.lane);
    if (open?.view === report.view) this.#open.set(report.lane, { ...open, isReported: false });
    else this.#closed.push({ ...report, isReported: false });
  }

  #close(lane: string): void {
    const open = this.#open.get(lane);
    if (open !== undefined && !open.isReported) this.#closed.push(open);
    this.#open.delete(lane);
  }
}
