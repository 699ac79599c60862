import type { Lane } from '../../../contract/people.ts';
import { laneKey } from '../lane-key.ts';
import { type Interval, mergeIntervals } from '../timeline/interval.ts';
import type { LeaderCandidate } from './choose-leader.ts';
import type { DisplayPlayer } from './display-player.ts';

/** The displays on screen, in the order of the lanes, with what is known of each. */
export class Stage {
  readonly #displays = new Map<string, DisplayPlayer>();
  #lanes: readonly Lane[] = [];
  /** Footage that lanes tell of, until their playlists are there. */
  #told = new Map<string, readonly Interval[]>();

  setLanes(lanes: readonly Lane[]): void {
    this.#lanes = lanes;
    this.#told = new Map(
      lanes.map((lane) => [
        laneKey(lane),
        mergeIntervals(lane.pieces.filter(({ kind }) => kind === 'span')),
      ]),
    );
  }

  put(key: string, display: DisplayPlayer): void {
    this.#displays.set(key, display);
  }

  remove(key: string): void {
    this.#displays.get(key)?.dispose();
    this.#displays.delete(key);
  }

  get(key: string | null): DisplayPlayer | null {
    return key === null ? null : (this.#displays.get(key) ?? null);
  }

  /** Of the lanes on screen, in their order. */
  entries(): readonly (readonly [Lane, DisplayPlayer])[] {
    return this.#lanes.flatMap((lane) => {
      const display = this.#displays.get(laneKey(lane));
      return display === undefined ? [] : [[lane, display] as const];
    });
  }

  footageOf(key: string): readonly Interval[] {
    return this.#displays.get(key)?.footage ?? this.#told.get(key) ?? [];
  }

  candidates(): readonly LeaderCandidate[] {
    return this.entries()
      .filter(([, display]) => display.error === null)
      .map(([lane]) => ({ key: laneKey(lane), footage: this.footageOf(laneKey(lane)) }));
  }

  /** Any display on screen has footage there. */
  footage(): readonly Interval[] {
    return mergeIntervals(this.candidates().flatMap(({ footage }) => footage));
  }

  /** All that is told of the stretches without footage, of the lanes on screen. */
  pieces(): Lane['pieces'] {
    return this.entries()
      .flatMap(([lane]) => lane.pieces)
      .sort((a, b) => a.from - b.from);
  }
}
