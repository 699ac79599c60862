import type { Lane, PersonDay } from '../../../contract/people.ts';
import { PORTAL_ROUTES } from '../../../contract/routes.ts';
import { laneKey } from '../lanes/lane-key.ts';
import { Pacer } from '../pace/pacer.ts';
import type { Pacing, Speed } from '../pace/pacing.ts';
import { findFootage, stretchStart } from '../time/find-footage.ts';
import type { Interval } from '../time/interval.ts';
import { DayMotion } from './day-motion.ts';
import type { DaySnapshot, Notice } from './day-snapshot.ts';
import { type DisplayElements, DisplayPlayer } from './display-player.ts';
import { explainSeek } from './explain-move.ts';
import { NEAR_END_MICROS } from './has-run-out.ts';
import { isAtMidnight } from './is-at-midnight.ts';
import { catchUp, liveEdge } from './live-edge.ts';
import { NoticeBoard } from './notice-board.ts';
import { Freshener } from './playlist-refresher.ts';
import { Signal } from './signal.ts';
import { SnapshotStore } from './snapshot-store.ts';
import { Stage } from './stage.ts';
import { WatchTracker } from './watch-tracker.ts';

const USUAL_FRAME_SECONDS = 0.2;

/**
 * Plays a day: all displays on screen by one clock. Position and frames are signals of their own
 * (60 a second); all else is in `snapshot`.
 */
export class DayPlayer {
  readonly onMove = new Signal<[micros: number]>();
  /** A hand drags the playhead here, or lets go (null). */
  readonly onPreview = new Signal<[micros: number | null]>();
  readonly onFrame = new Signal<[lane: string, micros: number]>();
  readonly watched = new WatchTracker();
  readonly pacer = new Pacer();
  readonly #store = new SnapshotStore();
  readonly #stage = new Stage();
  readonly #board = new NoticeBoard(this.#store, this.#stage);
  readonly #freshener = new Freshener();
  readonly #bounds: Interval;
  readonly #motion: DayMotion;
  #preview: number | null = null;

  constructor(day: PersonDay, micros: number) {
    this.#bounds = { from: day.from, to: day.to };
    this.#stage.setLanes(day.lanes);
    const answer = findFootage(this.#stage.told(), micros);
    this.#motion = new DayMotion(answer?.micros ?? micros, {
      stage: this.#stage,
      store: this.#store,
      board: this.#board,
      pacer: this.pacer,
      bounds: this.#bounds,
      watched: this.watched,
      pause: (notice) => this.pause(notice),
    });
    if (answer === null) return;
    this.#board.tell(explainSeek(this.#stage.pieces(day.lanes), micros, answer));
  }

  get onChange(): Signal<[]> {
    return this.#store.onChange;
  }

  get snapshot(): DaySnapshot {
    return this.#store.now;
  }

  get micros(): number {
    return this.#motion.micros;
  }

  /** How long one frame is, as far as a display on screen has shown two; else that of 5 a second. */
  get frameMicros(): number {
    const known = this.#stage.keys().map((key) => this.#stage.get(key)?.frameLength ?? null);
    const seconds = known.find((length) => length !== null) ?? USUAL_FRAME_SECONDS;
    return Math.round(seconds * 1_000_000);
  }

  /** Puts a display on screen; returns what takes it off. */
  attach(lane: Pick<Lane, 'device' | 'display'>, elements: DisplayElements): () => void {
    const key = laneKey(lane);
    const display = new DisplayPlayer(lane, elements, {
      onFrame: (wall) => this.#seeFrame(key, wall),
      onFootage: () => this.#settle(),
      onUnreadable: (segment) => {
        if (segment.kind === 'lost') this.#stage.lose(key, segment);
        else this.#board.lose(segment);
      },
      onTrouble: () => this.#look(),
    });
    this.#stage.put(key, display);
    const { from, to } = this.#bounds;
    // A device that never named its displays has no footage to ask for.
    if (lane.display !== '') {
      display.open(PORTAL_ROUTES.playlist(lane.device, lane.display, from, to), this.micros);
    }
    this.#settle();
    return () => {
      this.#stage.remove(key);
      this.watched.cut();
      this.#settle();
    };
  }

  /** Opens a display that failed once more. */
  retry(key: string): void {
    this.#stage.get(key)?.reopen();
    this.#look();
  }

  /** Asks the archive for the footage that a display waits for, and the others of its device with it. */
  async requestRestore(key: string): Promise<void> {
    const asking = this.#stage.get(key);
    await asking?.requestRestore();
    for (const [, display] of this.#stage.entries())
      if (display !== asking) display.lookForRestore();
    this.#look();
  }

  /** Newer facts of the same day: what was uploaded since. */
  update(day: PersonDay): void {
    this.#stage.setLanes(day.lanes);
    this.#freshener.freshen(this.#stage);
    const edge = this.snapshot.isLive ? catchUp(this.#stage.footage(), this.micros) : null;
    if (edge !== null) this.#seek(edge);
    this.#look();
  }

  seek(wish: number): void {
    if (this.snapshot.isLive) this.#beLive(false);
    this.#seek(wish);
  }

  /** While a hand holds the playhead it stands there, wherever the footage is; null lets go. */
  preview(micros: number | null): void {
    this.#preview = micros;
    this.onPreview.emit(micros);
  }

  skip(micros: number): void {
    this.seek(Math.min(Math.max(this.micros + micros, this.#bounds.from), this.#bounds.to));
  }

  /** To the beginning of the next (1), or of this or the previous (-1), stretch of footage. */
  skipStretch(direction: 1 | -1): void {
    const start = stretchStart(this.#stage.footage(), this.micros, direction);
    if (start !== null) this.seek(start);
  }

  toggle(): void {
    if (this.snapshot.isPlaying) this.pause();
    else this.play();
  }

  play(): void {
    const footage = this.#stage.footage();
    const end = footage.at(-1)?.to ?? 0;
    // At the end it begins anew; but over midnight it goes on.
    const isAtEnd = this.micros >= end - NEAR_END_MICROS && !isAtMidnight(end, this.#bounds);
    if (isAtEnd && !this.#stage.isGrowing && footage[0] !== undefined) this.seek(footage[0].from);
    this.#store.change({ isPlaying: true, notice: null });
  }

  /** From its beginning to its end, and no further; with `time`, within so many µs of the viewer's. */
  playStretch({ from, to }: Interval, time: number | null = null): void {
    this.seek(from);
    this.pacer.stopAt = to;
    this.setPacing({ budget: time === null ? null : { from, to, time } });
    this.#store.change({ isPlaying: true });
  }

  /** Goes to the newest there is and stays there, until the viewer goes elsewhere. */
  followLive(): void {
    this.#beLive(true);
    this.setSpeed(1);
    this.#seek(liveEdge(this.#stage.footage()) ?? this.micros);
    this.#store.change({ isPlaying: true });
  }

  pause(notice: Notice | null = this.snapshot.notice): void {
    for (const [, display] of this.#stage.entries()) display.pause();
    this.#beLive(false);
    this.#store.change({ isPlaying: false, isWaiting: false, notice });
  }

  /** A speed of one's own choice ends what was planned. */
  setSpeed(speed: Speed): void {
    this.#store.change({ speed });
    this.setPacing({ budget: null });
  }

  setPacing(pacing: Partial<Pacing>): void {
    this.#store.change({ pacing: { ...this.snapshot.pacing, ...pacing } });
  }

  async step(direction: 1 | -1): Promise<void> {
    this.pause();
    await this.#motion.step(direction);
    this.#look();
  }

  dismissNotice(): void {
    this.#board.tell(null);
  }

  /** Once for each refresh of the screen. */
  beat(): void {
    this.#motion.beat();
    this.onMove.emit(this.#preview ?? this.micros);
    this.#look();
  }

  #seek(wish: number): void {
    const answer = findFootage(this.#stage.footage(), wish);
    this.watched.cut();
    this.#motion.leaveStretch(wish);
    this.#store.change({ isWaiting: false });
    if (answer === null) return;
    this.#motion.moveTo(answer.micros);
    this.#look();
    this.#board.seek(wish, answer);
  }

  #beLive(isLive: boolean): void {
    if (this.snapshot.isLive === isLive) return;
    this.watched.cut();
    this.watched.isLive = isLive;
    this.#store.change({ isLive });
  }

  #settle(): void {
    this.#motion.settle();
    this.#look();
  }

  #seeFrame(key: string, wall: number): void {
    if (this.snapshot.lanes.get(key)?.kind === 'absent') return;
    // On its way to another moment, a display shows for a blink where its segment begins.
    if (this.#stage.get(key)?.isOnItsWay === false) this.watched.frame(key, wall);
    this.onFrame.emit(key, wall);
  }

  #look(): void {
    this.#store.look(this.#stage, this.micros);
  }
}
