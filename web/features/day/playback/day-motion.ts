import { laneKey } from '../lanes/lane-key.ts';
import type { Pacer } from '../pace/pacer.ts';
import { type Interval, intervalAt } from '../time/interval.ts';
import type { Notice } from './day-snapshot.ts';
import type { DisplayPlayer } from './display-player.ts';
import { followLeader } from './follow-leader.ts';
import { hasRunOut } from './has-run-out.ts';
import { isAtMidnight } from './is-at-midnight.ts';
import { type Advance, chooseLeader, decideAdvance } from './leader.ts';
import { type NoticeBoard, SILENT_GAP_MICROS } from './notice-board.ts';
import type { SnapshotStore } from './snapshot-store.ts';
import type { Stage } from './stage.ts';
import { stepFrame } from './step-frame.ts';
import type { WatchTracker } from './watch-tracker.ts';

interface Parts {
  readonly stage: Stage;
  readonly store: SnapshotStore;
  readonly board: NoticeBoard;
  readonly pacer: Pacer;
  readonly bounds: Interval;
  readonly watched: WatchTracker;
  readonly pause: (notice: Notice | null) => void;
}

/**
 * The moment that a day is at, and how it moves on. The leader is the first display on screen that
 * has footage; where its footage breaks off another one goes on, and only a gap that all share is
 * jumped, with a word.
 */
export class DayMotion {
  micros: number;
  readonly #parts: Parts;
  #leader: string | null = null;
  #step: Promise<boolean> | null = null;

  constructor(micros: number, parts: Parts) {
    this.micros = micros;
    this.#parts = parts;
  }

  /** Once for each refresh of the screen. */
  beat(): void {
    if (this.#step !== null) return;
    const { stage, store, pacer } = this.#parts;
    const { isPlaying, speed, pacing } = store.now;
    const pace = pacer.paceAt({ micros: this.micros, speed, pacing, shown: stage.keys() });
    const rate = pace.kind === 'play' ? pace.rate : speed;
    // Played before its displays are on screen: it waits for them.
    if (isPlaying && stage.keys().length > 0) {
      if (pace.kind === 'stop') this.#stop(pace.at);
      else if (pace.kind === 'skip') this.#skipIdle(pace);
      else this.#advance(rate);
    }
    const leader = stage.get(this.#leader);
    if (leader === null) return;
    followLeader(stage, { leader, micros: this.micros, isPlaying, speed: rate });
  }

  moveTo(micros: number, leader?: string): void {
    const { stage } = this.#parts;
    this.micros = micros;
    this.#leader = leader ?? chooseLeader(stage.candidates(), micros);
    for (const [lane, display] of stage.entries()) {
      const has = intervalAt(stage.footageOf(laneKey(lane)), micros) !== null;
      if (has) display.seek(micros);
    }
  }

  /** Playlists or displays came or went: who leads now? The moment stays. */
  settle(): void {
    const { stage } = this.#parts;
    const footage = stage.footageOf(this.#leader ?? '');
    const isLed = stage.get(this.#leader) !== null && intervalAt(footage, this.micros) !== null;
    if (!isLed) this.#leader = chooseLeader(stage.candidates(), this.micros);
  }

  /** To exactly the next (1) or previous (-1) frame of the leader; the others go along. */
  async step(direction: 1 | -1): Promise<void> {
    const { stage, board } = this.#parts;
    const leader = stage.get(this.#leader);
    if (leader === null || this.#step !== null) return;
    this.#step = stepFrame(leader, direction);
    await this.#step;
    this.#step = null;
    const [from, to] = [this.micros, leader.frameWall ?? this.micros];
    this.micros = to;
    board.jump({ from, to });
    for (const [, display] of stage.entries()) if (display !== leader) display.seek(to);
  }

  /** Who goes elsewhere within a stretch that is watched within a time keeps to the plan. */
  leaveStretch(wish: number): void {
    const { pacer, store } = this.#parts;
    const { budget } = store.now.pacing;
    if (budget !== null && budget.from <= wish && wish < budget.to) return;
    pacer.stopAt = null;
    if (budget !== null) store.change({ pacing: { ...store.now.pacing, budget: null } });
  }

  #stop(at: number): void {
    this.leaveStretch(at);
    this.#parts.pause(null);
  }

  #skipIdle({ from, to }: Interval): void {
    this.#parts.watched.cut();
    this.moveTo(to);
    this.#parts.board.tell({ kind: 'idle', from, to });
  }

  #advance(rate: number): void {
    const { stage, store } = this.#parts;
    const leader = stage.get(this.#leader);
    if (rate !== store.now.rate) store.change({ rate });
    leader?.setRate(rate);
    leader?.play();
    if (leader?.isOnItsWay === true) return;
    const advance = decideAdvance({
      candidates: stage.candidates(),
      leader: this.#leader,
      micros: this.micros,
      wall: leader?.wall ?? this.micros,
      hasRunOut: leader !== null && hasRunOut(leader, stage.endOf(this.#leader, this.micros)),
    });
    if (advance.kind === 'out') this.#runOut();
    else {
      if (store.now.isWaiting) store.change({ isWaiting: false, notice: null });
      if (advance.kind === 'on') this.micros = advance.micros;
      else this.#pass(advance);
    }
  }

  /** The leader's footage broke off: `key` goes on at `micros`. */
  #pass({ key, micros, gap }: Extract<Advance, { kind: 'pass' }>): void {
    const { stage, board } = this.#parts;
    const display: DisplayPlayer | null = stage.get(key);
    const wall = display?.wall ?? 0;
    // The media timeline has no gaps: the leader's own player may be past this one already.
    const isThere = key === this.#leader && Math.abs(wall - micros) < SILENT_GAP_MICROS;
    if (isThere) this.micros = Math.max(wall, micros);
    else this.moveTo(micros, key);
    board.jump(gap);
  }

  #runOut(): void {
    const { stage, store, bounds, pause } = this.#parts;
    if (!stage.isGrowing) {
      this.leaveStretch(bounds.to);
      pause({ kind: isAtMidnight(this.micros, bounds) ? 'day-over' : 'at-end' });
    } else if (!store.now.isWaiting) {
      // Who follows live knows that more comes, and sees that it is waited for.
      store.change({ isWaiting: true, notice: store.now.isLive ? null : { kind: 'live' } });
    }
  }
}
