import { type Interval, intervalAt, mergeIntervals } from '@workcompanion/core/footage/interval';
import { markAbsent } from '../../../contract/mark-absent.ts';
import { type Lane, NOT_FOUND } from '../../../contract/people.ts';
import { laneKey } from '../lanes/lane-key.ts';
import type { DisplayPlayer } from './display-player.ts';
import type { SegmentProblem } from './hls-problem.ts';
import type { LeaderCandidate } from './leader.ts';

const USUAL_FRAME_SECONDS = 0.2;

/** The displays on screen, in the order of the lanes, with what is known of each. */
export class Stage {
  readonly #displays = new Map<string, DisplayPlayer>();
  #lanes: readonly Lane[] = [];
  /** What proved to be nowhere when it was asked for; the day tells it later, if at all. */
  readonly #lost = new Map<string, readonly Interval[]>();
  #unreadable: readonly Interval[] = [];
  /** Footage that lanes tell of, until their playlists are there. */
  #told = new Map<string, readonly Interval[]>();

  setLanes(lanes: readonly Lane[]): void {
    this.#lanes = lanes.map((lane) => ({
      ...lane,
      pieces: markAbsent(lane.pieces, NOT_FOUND, this.#lost.get(laneKey(lane)) ?? []),
    }));
    this.#told = new Map(
      this.#lanes.map((lane) => [
        laneKey(lane),
        mergeIntervals(lane.pieces.filter(({ kind }) => kind === 'span')),
      ]),
    );
  }

  /** A segment that failed: its bytes are nowhere, or can't be shown. */
  markUnreadable(key: string, segment: SegmentProblem): void {
    if (segment.kind === 'lost') this.#lose(key, segment);
    else this.#unreadable = [...this.#unreadable, segment];
  }

  /** What is there and can't be shown, on any display. */
  get unreadable(): readonly Interval[] {
    return this.#unreadable;
  }

  #lose(key: string, lost: Interval): void {
    this.#lost.set(key, mergeIntervals([...(this.#lost.get(key) ?? []), lost]));
    this.setLanes(this.#lanes);
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

  /** The lanes on screen, in their order, each with its display. */
  entries(): readonly (readonly [Lane, DisplayPlayer])[] {
    return this.#lanes.flatMap((lane) => {
      const display = this.#displays.get(laneKey(lane));
      return display === undefined ? [] : [[lane, display] as const];
    });
  }

  /** The keys of the lanes on screen. */
  keys(): readonly string[] {
    return [...this.#displays.keys()];
  }

  footageOf(key: string): readonly Interval[] {
    return this.#displays.get(key)?.footage ?? this.#told.get(key) ?? [];
  }

  /** Where the stretch that a display is in ends. */
  endOf(key: string | null, micros: number): number {
    return intervalAt(this.footageOf(key ?? ''), micros)?.to ?? Number.POSITIVE_INFINITY;
  }

  candidates(): readonly LeaderCandidate[] {
    return this.entries()
      .filter(([, display]) => display.error === null)
      .map(([lane]) => ({ key: laneKey(lane), footage: this.footageOf(laneKey(lane)) }));
  }

  /** How long one frame is, as far as a display on screen has shown two; else that of 5 a second. */
  get frameMicros(): number {
    const lengths = [...this.#displays.values()].map(({ frameLength }) => frameLength);
    const seconds = lengths.find((length) => length !== null) ?? USUAL_FRAME_SECONDS;
    return Math.round(seconds * 1_000_000);
  }

  pause(): void {
    for (const display of this.#displays.values()) display.pause();
  }

  /** Asks the archive for the footage that a display waits for, and the others of its device with it. */
  async requestRestore(key: string): Promise<void> {
    const asking = this.get(key);
    await asking?.requestRestore();
    for (const display of this.#displays.values()) if (display !== asking) display.lookForRestore();
  }

  /** Asks for what is new, at all displays on screen. */
  refresh(): void {
    for (const display of this.#displays.values()) display.refresh();
  }

  /** More may be appended to a display on screen. */
  get isGrowing(): boolean {
    return [...this.#displays.values()].some((display) => display.isGrowing);
  }

  /** Any display on screen has footage there. */
  footage(): readonly Interval[] {
    return mergeIntervals(this.candidates().flatMap(({ footage }) => footage));
  }

  /** Footage that any lane of the day tells of, on screen or not. */
  told(): readonly Interval[] {
    return mergeIntervals([...this.#told.values()].flat());
  }

  /** All that is told of these lanes (those on screen), in order. */
  pieces(lanes: readonly Lane[] = this.entries().map(([lane]) => lane)): Lane['pieces'] {
    return lanes.flatMap(({ pieces }) => pieces).sort((a, b) => a.from - b.from);
  }
}
