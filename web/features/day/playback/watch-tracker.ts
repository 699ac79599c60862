import type { ReportView } from '../../../contract/views.ts';
import { Signal } from './signal.ts';

export type WatchReport = Pick<ReportView, 'from' | 'to' | 'live'> & {
  /** Counted by this tracker: reports of one run repeat it, and grow. */
  readonly run: number;
  readonly key: string;
};

interface Run extends WatchReport {
  readonly isReported: boolean;
}

/** A step from frame to frame above this is a jump and begins a new run (16x of 5 fps is 3.2 s). */
const JUMP_MICROS = 10_000_000;

/**
 * Turns the frames that were on screen into unbroken runs on each display. A frame that is shown while
 * paused counts too. A report that is lost costs nothing once the next of its run arrives.
 */
export class WatchTracker {
  /** Frames to come are watched as they are recorded. */
  isLive = false;
  /** Something is watched live: the person is to be told now. */
  readonly onLive = new Signal<[]>();
  #runs = 0;
  readonly #open = new Map<string, Run>();
  readonly #closed: Run[] = [];

  /** A frame of the lane `key` with this wall clock is on screen. */
  frame(key: string, micros: number): void {
    const open = this.#open.get(key);
    const isNext = open !== undefined && micros >= open.from && micros <= open.to + JUMP_MICROS;
    if (!isNext) {
      this.#close(key);
      this.#runs += 1;
      this.#open.set(key, {
        run: this.#runs,
        key,
        from: micros,
        to: micros,
        live: this.isLive,
        isReported: false,
      });
      if (this.isLive) this.onLive.emit();
    } else if (micros > open.to) {
      this.#open.set(key, { ...open, to: micros, isReported: false });
    }
  }

  /** After a seek, whatever comes is a new run. */
  cut(): void {
    for (const key of [...this.#open.keys()]) this.#close(key);
  }

  /**
   * What the server has not been told yet, and what is followed live: while nothing new comes, that
   * must be said again. Those that fail are given back by `giveBack`.
   */
  take({ isInSight = true } = {}): readonly WatchReport[] {
    const open = [...this.#open.values()];
    const due = [...this.#closed.splice(0), ...open].filter(
      ({ isReported, live }) => !isReported || (live && isInSight),
    );
    for (const item of open) this.#open.set(item.key, { ...item, isReported: true });
    return due.map(({ run, key, from, to, live }) => ({ run, key, from, to, live }));
  }

  giveBack(report: WatchReport): void {
    const open = this.#open.get(report.key);
    if (open?.run === report.run) this.#open.set(report.key, { ...open, isReported: false });
    else this.#closed.push({ ...report, isReported: false });
  }

  #close(key: string): void {
    const open = this.#open.get(key);
    if (open !== undefined && !open.isReported) this.#closed.push(open);
    this.#open.delete(key);
  }
}
