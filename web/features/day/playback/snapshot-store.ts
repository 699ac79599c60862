import { laneKey } from '../lanes/lane-key.ts';
import { USUAL_PACING } from '../pace/pacing.ts';
import type { DaySnapshot, LaneView } from './day-snapshot.ts';
import { sameView, viewLane } from './lane-view.ts';
import { Signal } from './signal.ts';
import type { Stage } from './stage.ts';

/** Holds the snapshot, and replaces it only when something in it has changed. */
export class SnapshotStore {
  readonly onChange = new Signal<[]>();
  #snapshot: DaySnapshot = {
    isPlaying: false,
    speed: 1,
    rate: 1,
    pacing: USUAL_PACING,
    isWaiting: false,
    isLive: false,
    lanes: new Map(),
    notice: null,
  };

  get now(): DaySnapshot {
    return this.#snapshot;
  }

  change(part: Partial<DaySnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...part };
    this.onChange.emit();
  }

  /** Looks at the displays on screen again. */
  look(stage: Stage, micros: number): void {
    const { isPlaying, isWaiting, lanes: before } = this.#snapshot;
    const lanes = new Map<string, LaneView>(
      stage
        .entries()
        .map((entry) => [
          laneKey(entry[0]),
          viewLane(stage, entry, { micros, isPlaying, isWaiting }),
        ]),
    );
    const isSame =
      lanes.size === before.size &&
      [...lanes].every(([key, view]) => sameView(before.get(key), view));
    if (!isSame) this.change({ lanes });
  }
}
