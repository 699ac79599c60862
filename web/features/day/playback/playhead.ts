import { type Interval, intervalAt } from '@workcompanion/core/footage/interval';
import { laneKey } from '../lanes/lane-key.ts';
import type { DisplayPlayer } from './display-player.ts';
import { SILENT_GAP_MICROS } from './explain-move.ts';
import { followLeader, leadingRate } from './follow-leader.ts';
import { type Advance, chooseLeader, decideAdvance } from './leader.ts';
import type { Stage } from './stage.ts';
import { stepFrame } from './step-frame.ts';

/** Browsers stop one or two frames before the end of what they hold; at 1 fps that is this much. */
export const NEAR_END_MICROS = 2_200_000;
const SEAM_MICROS = 400_000;

/**
 * The moment that a day is at, and the display whose clock it goes by: the first one on screen that
 * has footage. Where its footage breaks off another one goes on, and only a gap that all share is
 * jumped. It moves the displays, says what it met, and knows nothing of who watches.
 */
export class Playhead {
  micros: number;
  readonly #stage: Stage;
  #leader: string | null = null;
  #step: Promise<boolean> | null = null;

  constructor(micros: number, stage: Stage) {
    this.micros = micros;
    this.#stage = stage;
  }

  get isStepping(): boolean {
    return this.#step !== null;
  }

  /** Plays on at `rate`. `seeking`: the leader is on its way to a moment, which takes a while. */
  advance(rate: number): Advance | { readonly kind: 'seeking' } {
    const leader = this.#stage.get(this.#leader);
    if (leader !== null) {
      leader.setRate(leadingRate(this.#stage, { leader, micros: this.micros, speed: rate }));
      leader.play();
    }
    if (leader?.isOnItsWay === true) return { kind: 'seeking' };
    const end = this.#stage.endOf(this.#leader, this.micros);
    const advance = decideAdvance({
      candidates: this.#stage.candidates(),
      leader: this.#leader,
      micros: this.micros,
      wall: leader?.wall ?? this.micros,
      hasRunOut: leader !== null && hasRunOut(leader, end),
    });
    if (advance.kind === 'on') this.micros = advance.micros;
    if (advance.kind === 'pass') this.#pass(advance);
    return advance;
  }

  /** Keeps the other displays at the leader's clock. */
  bringAlong(isPlaying: boolean): void {
    const leader = this.#stage.get(this.#leader);
    if (leader === null) return;
    const speed = leader.video.playbackRate;
    followLeader(this.#stage, { leader, micros: this.micros, isPlaying, speed });
  }

  moveTo(micros: number, leader?: string): void {
    this.micros = micros;
    this.#leader = leader ?? chooseLeader(this.#stage.candidates(), micros);
    for (const [lane, display] of this.#stage.entries()) {
      const has = intervalAt(this.#stage.footageOf(laneKey(lane)), micros) !== null;
      if (has) display.seek(micros);
    }
  }

  /** Playlists or displays came or went: who leads now? The moment stays. */
  settle(): void {
    const footage = this.#stage.footageOf(this.#leader ?? '');
    const isLed =
      this.#stage.get(this.#leader) !== null && intervalAt(footage, this.micros) !== null;
    if (!isLed) this.#leader = chooseLeader(this.#stage.candidates(), this.micros);
  }

  /** To exactly the next (1) or previous (-1) frame of the leader; the others go along. */
  async step(direction: 1 | -1): Promise<Interval | null> {
    const leader = this.#stage.get(this.#leader);
    if (leader === null || this.#step !== null) return null;
    this.#step = stepFrame(leader, direction);
    await this.#step;
    this.#step = null;
    const [from, to] = [this.micros, leader.frameWall ?? this.micros];
    this.micros = to;
    for (const [, display] of this.#stage.entries()) if (display !== leader) display.seek(to);
    return { from, to };
  }

  /** The leader's footage broke off: `key` goes on at `micros`. */
  #pass({ key, micros }: Extract<Advance, { kind: 'pass' }>): void {
    const wall = this.#stage.get(key)?.wall ?? 0;
    // The media timeline has no gaps: the leader's own player may be past this one already.
    const isThere = key === this.#leader && Math.abs(wall - micros) < SILENT_GAP_MICROS;
    if (isThere) this.micros = Math.max(wall, micros);
    else this.moveTo(micros, key);
  }
}

/** It stands still at the end of its stretch, and not because bytes are late. */
function hasRunOut(display: DisplayPlayer, end: number): boolean {
  if (display.video.ended) return true;
  const { wall, bufferedUntil } = display;
  if (!display.isStarved || wall === null || bufferedUntil === null) return false;
  return end - wall < NEAR_END_MICROS && bufferedUntil >= end - SEAM_MICROS;
}
