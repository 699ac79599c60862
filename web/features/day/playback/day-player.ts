import type { Lane, PersonDay } from '../../../contract/people.ts';
import { PORTAL_ROUTES } from '../../../contract/routes.ts';
import { laneKey } from '../lane-key.ts';
import { findFootage, stretchStart } from '../timeline/find-footage.ts';
import { type Interval, intervalAt } from '../timeline/interval.ts';
import { WatchTracker } from '../watch/watch-tracker.ts';
import { chooseLeader } from './choose-leader.ts';
import type { DaySnapshot, Notice } from './day-snapshot.ts';
import { type Advance, decideAdvance } from './decide-advance.ts';
import { type DisplayElements, DisplayPlayer } from './display-player.ts';
import { explainJump, explainSeek } from './explain-move.ts';
import { followLeader } from './follow-leader.ts';
import { Freshener } from './freshener.ts';
import { hasRunOut, NEAR_END_MICROS } from './has-run-out.ts';
import { Signal } from './signal.ts';
import { SnapshotStore } from './snapshot-store.ts';
import type { Speed } from './speeds.ts';
import { Stage } from './stage.ts';
import { stepFrame } from './step-frame.ts';

/** A gap shorter than this is passed without a word. */
const SILENT_GAP_MICROS = 1_000_000;

/**
 * Plays a day: all displays on screen by one clock, the leader's. The leader is the first display
 * that has footage; where its footage breaks off another one goes on, and only a gap that all share
 * is jumped, with a word. Position and frames are signals of their own (60 a second); all else is
 * in `snapshot`.
 */
export class DayPlayer {
  readonly onMove = new Signal<[micros: number]>();
  readonly onFrame = new Signal<[lane: string, micros: number]>();
  readonly watched: WatchTracker;
  readonly #store = new SnapshotStore();
  readonly #stage = new Stage();
  readonly #freshener = new Freshener();
  readonly #bounds: Interval;
  #micros: number;
  #leader: string | null = null;
  #step: Promise<boolean> | null = null;
  #preview: number | null = null;
  #lost: readonly Interval[] = [];

  constructor(day: PersonDay, micros: number, newId: () => string) {
    this.#bounds = { from: day.from, to: day.to };
    this.watched = new WatchTracker(newId);
    this.#stage.setLanes(day.lanes);
    const answer = findFootage(this.#stage.told(), micros);
    this.#micros = answer?.micros ?? micros;
    if (answer !== null) this.#tell(explainSeek(this.#stage.pieces(day.lanes), micros, answer));
  }

  get onChange(): Signal<[]> {
    return this.#store.onChange;
  }

  get snapshot(): DaySnapshot {
    return this.#store.now;
  }

  get micros(): number {
    return this.#micros;
  }

  /** Puts a display on screen; returns what takes it off. */
  attach(lane: Pick<Lane, 'device' | 'display'>, elements: DisplayElements): () => void {
    const key = laneKey(lane);
    const display = new DisplayPlayer(elements, {
      onFrame: (wall) => this.#seeFrame(key, wall),
      onFootage: () => this.#settle(),
      onUnreadable: (lost) => {
        this.#lost = [...this.#lost, lost];
      },
    });
    this.#stage.put(key, display);
    const { from, to } = this.#bounds;
    display.open(PORTAL_ROUTES.playlist(lane.device, lane.display, from, to), this.#micros);
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

  /** Newer facts of the same day: what was uploaded since. */
  update(day: PersonDay): void {
    this.#stage.setLanes(day.lanes);
    this.#freshener.freshen(this.#stage);
    this.#look();
  }

  seek(wish: number): void {
    const answer = findFootage(this.#stage.footage(), wish);
    this.watched.cut();
    this.#store.change({ isWaiting: false });
    if (answer === null) return;
    this.#moveTo(answer.micros);
    this.#tell(explainSeek(this.#stage.pieces(), wish, answer));
  }

  /** While a hand holds the playhead it stands there, wherever the footage is; null lets go. */
  preview(micros: number | null): void {
    this.#preview = micros;
  }

  skip(micros: number): void {
    this.seek(Math.min(Math.max(this.#micros + micros, this.#bounds.from), this.#bounds.to));
  }

  /** To the beginning of the next (1), or of this or the previous (-1), stretch of footage. */
  skipStretch(direction: 1 | -1): void {
    const start = stretchStart(this.#stage.footage(), this.#micros, direction);
    if (start !== null) this.seek(start);
  }

  toggle(): void {
    if (this.snapshot.isPlaying) this.pause();
    else this.play();
  }

  play(): void {
    const footage = this.#stage.footage();
    const isAtEnd = this.#micros >= (footage.at(-1)?.to ?? 0) - NEAR_END_MICROS;
    if (isAtEnd && !this.#stage.isGrowing && footage[0] !== undefined) this.seek(footage[0].from);
    this.#store.change({ isPlaying: true, notice: null });
  }

  pause(notice: Notice | null = this.snapshot.notice): void {
    for (const [, display] of this.#stage.entries()) display.pause();
    this.#store.change({ isPlaying: false, isWaiting: false, notice });
  }

  setSpeed(speed: Speed): void {
    this.#store.change({ speed });
  }

  async step(direction: 1 | -1): Promise<void> {
    this.pause();
    const leader = this.#stage.get(this.#leader);
    if (leader === null || this.#step !== null) return;
    this.#step = stepFrame(leader, direction);
    await this.#step;
    this.#step = null;
    const [from, to] = [this.#micros, leader.frameWall ?? this.#micros];
    this.#micros = to;
    if (to - from > SILENT_GAP_MICROS) this.#tellJump({ from, to });
    for (const [, display] of this.#stage.entries()) if (display !== leader) display.seek(to);
    this.#look();
  }

  dismissNotice(): void {
    this.#tell(null);
  }

  /** Once for each refresh of the screen. */
  beat(): void {
    if (this.#step === null) this.#run();
    this.onMove.emit(this.#preview ?? this.#micros);
    this.#look();
  }

  #run(): void {
    const { isPlaying, speed } = this.snapshot;
    if (isPlaying) this.#advance(this.#stage.get(this.#leader), speed);
    const leader = this.#stage.get(this.#leader);
    if (leader === null) return;
    followLeader(this.#stage, { leader, micros: this.#micros, isPlaying, speed });
  }

  #advance(leader: DisplayPlayer | null, speed: Speed): void {
    leader?.setRate(speed);
    leader?.play();
    if (leader?.isOnItsWay === true) return;
    const advance = decideAdvance({
      candidates: this.#stage.candidates(),
      leader: this.#leader,
      micros: this.#micros,
      wall: leader?.wall ?? this.#micros,
      hasRunOut:
        leader !== null && hasRunOut(leader, this.#stage.endOf(this.#leader, this.#micros)),
    });
    if (advance.kind === 'out') this.#runOut();
    else {
      if (this.snapshot.isWaiting) this.#store.change({ isWaiting: false, notice: null });
      if (advance.kind === 'on') this.#micros = advance.micros;
      else this.#pass(advance);
    }
  }

  /** The leader's footage broke off: `key` goes on at `micros`. */
  #pass({ key, micros, gap }: Extract<Advance, { kind: 'pass' }>): void {
    const wall = this.#stage.get(key)?.wall ?? 0;
    // The media timeline has no gaps: the leader's own player may be past this one already.
    const isThere = key === this.#leader && Math.abs(wall - micros) < SILENT_GAP_MICROS;
    if (isThere) this.#micros = Math.max(wall, micros);
    else this.#moveTo(micros, key);
    if (gap.to - gap.from > SILENT_GAP_MICROS) this.#tellJump(gap);
  }

  #runOut(): void {
    if (!this.#stage.isGrowing) this.pause({ kind: 'at-end' });
    else if (!this.snapshot.isWaiting) {
      this.#store.change({ isWaiting: true, notice: { kind: 'live' } });
    }
  }

  #moveTo(micros: number, leader?: string): void {
    this.#micros = micros;
    this.#leader = leader ?? chooseLeader(this.#stage.candidates(), micros);
    for (const [lane, display] of this.#stage.entries()) {
      const has = intervalAt(this.#stage.footageOf(laneKey(lane)), micros) !== null;
      if (has) display.seek(micros);
    }
    this.#look();
  }

  /** Playlists or displays came or went: who leads now? The moment stays. */
  #settle(): void {
    const footage = this.#stage.footageOf(this.#leader ?? '');
    const isLed =
      this.#stage.get(this.#leader) !== null && intervalAt(footage, this.#micros) !== null;
    if (!isLed) this.#leader = chooseLeader(this.#stage.candidates(), this.#micros);
    this.#look();
  }

  #seeFrame(key: string, wall: number): void {
    if (this.snapshot.lanes.get(key)?.kind === 'absent') return;
    this.watched.frame(key, wall);
    this.onFrame.emit(key, wall);
  }

  #tellJump(gap: Interval): void {
    this.#tell(explainJump(this.#stage.pieces(), gap, this.#lost));
  }

  #tell(notice: Notice | null): void {
    if (notice !== this.snapshot.notice) this.#store.change({ notice });
  }

  #look(): void {
    this.#store.look(this.#stage, this.#micros);
  }
}
