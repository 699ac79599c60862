import { laneKey } from '../lanes/lane-key.ts';
import { type LaneView, sameView, viewLane } from './lane-view.ts';
import { AT_REST, nextState, type PlaybackEvent, type PlaybackState } from './playback-state.ts';
import { Signal } from './signal.ts';
import type { Stage } from './stage.ts';

/** What React draws of the player; replaced when something in it changes, not with each frame. */
export interface DaySnapshot extends PlaybackState {
  readonly lanes: ReadonlyMap<string, LaneView>;
}

/** Holds the snapshot. */
export class SnapshotStore {
  readonly onChange = new Signal<[]>();
  #state = AT_REST;
  #snapshot: DaySnapshot = { ...AT_REST, lanes: new Map() };

  get now(): DaySnapshot {
    return this.#snapshot;
  }

  send(event: PlaybackEvent): void {
    const state = nextState(this.#state, event);
    if (state === this.#state) return;
    this.#state = state;
    this.#replace(this.#snapshot.lanes);
  }

  /** Looks at the displays on screen again. */
  look(stage: Stage, micros: number): void {
    const before = this.#snapshot.lanes;
    const { mode } = this.#state;
    const lanes = new Map(
      stage
        .entries()
        .map((entry) => [laneKey(entry[0]), viewLane(stage, entry, { micros, mode })] as const),
    );
    const isSame =
      lanes.size === before.size &&
      [...lanes].every(([key, view]) => sameView(before.get(key), view));
    if (!isSame) this.#replace(lanes);
  }

  #replace(lanes: ReadonlyMap<string, LaneView>): void {
    this.#snapshot = { ...this.#state, lanes };
    this.onChange.emit();
  }
}
