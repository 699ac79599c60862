import type { FootageAnswer } from '../time/find-footage.ts';
import type { Interval } from '../time/interval.ts';
import type { Notice } from './day-snapshot.ts';
import { explainJump, explainSeek } from './explain-move.ts';
import type { SnapshotStore } from './snapshot-store.ts';
import type { Stage } from './stage.ts';

/** A gap shorter than this is passed without a word. */
export const SILENT_GAP_MICROS = 1_000_000;

/** Tells the viewer why the clock is not where they would expect it. */
export class NoticeBoard {
  readonly #store: SnapshotStore;
  readonly #stage: Stage;
  #lost: readonly Interval[] = [];

  constructor(store: SnapshotStore, stage: Stage) {
    this.#store = store;
    this.#stage = stage;
  }

  /** A segment that can't be read. */
  lose(lost: Interval): void {
    this.#lost = [...this.#lost, lost];
  }

  tell(notice: Notice | null): void {
    if (notice !== this.#store.now.notice) this.#store.change({ notice });
  }

  seek(wish: number, answer: FootageAnswer): void {
    this.tell(explainSeek(this.#stage.pieces(), wish, answer));
  }

  jump(gap: Interval): void {
    if (gap.to - gap.from <= SILENT_GAP_MICROS) return;
    this.tell(explainJump(this.#stage.pieces(), gap, this.#lost));
  }
}
