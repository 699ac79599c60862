import type { Interval } from '@workcompanion/core/footage/interval';
import type { Lane, PersonDay } from '../../../contract/people.ts';
import { PLAYBACK_ROUTES } from '../../../contract/playback.ts';
import { routePath } from '../../api/call-route.ts';
import { laneKey } from '../lanes/lane-key.ts';
import { type Pace, Pacer } from '../pace/pacer.ts';
import type { Pacing, Speed } from '../pace/pacing.ts';
import { findFootage, footageEnd, stretchStart } from '../time/find-footage.ts';
import { isAtMidnight } from './day-edges.ts';
import { type DisplayElements, DisplayPlayer } from './display-player.ts';
import { explainJump, explainSeek } from './explain-move.ts';
import { LiveFollower } from './live-edge.ts';
import type { PlaybackEvent, PlayerNotice } from './playback-state.ts';
import { NEAR_END_MICROS, Playhead } from './playhead.ts';
import { PlaylistRefresher } from './playlist-refresher.ts';
import { Signal } from './signal.ts';
import { type DaySnapshot, SnapshotStore } from './snapshot-store.ts';
import { Stage } from './stage.ts';
import { WatchTracker } from './watch-tracker.ts';

/**
 * Plays a day: all displays on screen by one clock. The viewer's commands and the beat of the screen
 * come in here; what follows from them goes one way: to the playhead and its displays, and to the state
 * (`playback-state.ts` draws it), which React reads as `snapshot`. Position and frames are signals of
 * their own, 60 a second.
 */
export class DayPlayer {
  readonly onMove = new Signal<[micros: number]>();
  /** A hand drags the playhead here, or lets go (null). */
  readonly onPreview = new Signal<[micros: number | null]>();
  readonly onFrame = new Signal<[key: string, micros: number]>();
  readonly watched = new WatchTracker();
  readonly pacer = new Pacer();
  readonly #store = new SnapshotStore();
  readonly onChange = this.#store.onChange;
  readonly #stage = new Stage();
  readonly live = new LiveFollower(this.#stage);
  readonly #refresher = new PlaylistRefresher();
  readonly #bounds: Interval;
  readonly #playhead: Playhead;
  #preview: number | null = null;

  constructor(day: PersonDay, micros: number) {
    this.#bounds = { from: day.from, to: day.to };
    this.#stage.setLanes(day.lanes);
    const answer = findFootage(this.#stage.told(), micros);
    this.#playhead = new Playhead(answer?.micros ?? micros, this.#stage);
    if (answer === null) return;
    const notice = explainSeek(this.#stage.pieces(day.lanes), micros, answer);
    this.#send({ kind: 'tell', notice });
  }

  get snapshot(): DaySnapshot {
    return this.#store.now;
  }

  get micros(): number {
    return this.#playhead.micros;
  }

  get frameMicros(): number {
    return this.#stage.frameMicros;
  }

  /** Puts a display on screen; returns what takes it off. */
  attach(lane: Pick<Lane, 'device' | 'display'>, elements: DisplayElements): () => void {
    const key = laneKey(lane);
    const display = new DisplayPlayer(lane, elements, {
      onFrame: (wall) => this.#seeFrame(key, wall),
      onFootage: () => this.#playhead.settle(),
      onUnreadable: (segment) => this.#stage.markUnreadable(key, segment),
    });
    this.#stage.put(key, display);
    // A device that never named its displays has no footage to ask for.
    if (lane.display !== '') {
      const stretch = { device: lane.device, display: lane.display, ...this.#bounds };
      display.open(routePath(PLAYBACK_ROUTES.buildPlaylist, stretch), this.micros);
    }
    this.#playhead.settle();
    return () => {
      this.#stage.remove(key);
      this.watched.cut();
      this.#playhead.settle();
    };
  }

  /** Opens a display that failed once more. */
  retry(key: string): void {
    this.#stage.get(key)?.reopen();
  }

  requestRestore(key: string): Promise<void> {
    return this.#stage.requestRestore(key);
  }

  /** Newer facts of the same day: what was uploaded since. */
  update(day: PersonDay): void {
    this.#stage.setLanes(day.lanes);
    this.#refresher.refresh(this.#stage);
  }

  seek(wish: number): void {
    this.#goTo(wish, false);
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

  /** To the first (-1) or the last (1) picture there is. */
  seekEnd(side: 1 | -1): void {
    this.seek(footageEnd(this.#stage.footage(), side) ?? this.micros);
  }

  toggle(): void {
    if (this.snapshot.mode === 'paused') this.play();
    else this.pause();
  }

  play(): void {
    const end = this.live.newest ?? 0;
    // At the end it begins anew; but over midnight it goes on.
    const isAtEnd = this.micros >= end - NEAR_END_MICROS && !isAtMidnight(end, this.#bounds);
    if (isAtEnd && !this.#stage.isGrowing) this.seekEnd(-1);
    this.#send({ kind: 'play' });
  }

  /** From its beginning to its end, and no further; with `time`, within so many µs of the viewer's. */
  playStretch(stretch: Interval, time: number | null = null): void {
    this.seek(stretch.from);
    this.#send({ kind: 'play-stretch', stretch, time });
  }

  /** Goes to the newest there is and stays there, until the viewer goes elsewhere. */
  followLive(): void {
    this.#send({ kind: 'follow-live' });
    this.#goTo(this.live.edge ?? this.micros, true);
  }

  pause(notice: PlayerNotice | null = this.snapshot.notice): void {
    this.#send({ kind: 'pause', notice });
  }

  setSpeed(speed: Speed): void {
    this.#send({ kind: 'set-speed', speed });
  }

  setPacing(pacing: Partial<Pacing>): void {
    this.#send({ kind: 'set-pacing', pacing });
  }

  async step(direction: 1 | -1): Promise<void> {
    this.pause();
    this.#tellJump(await this.#playhead.step(direction));
  }

  dismissNotice(): void {
    this.#send({ kind: 'tell', notice: null });
  }

  /** Once for each refresh of the screen. */
  beat(): void {
    if (!this.#playhead.isStepping) this.#run();
    this.onMove.emit(this.#preview ?? this.micros);
    this.#store.look(this.#stage, this.micros);
  }

  #run(): void {
    const { speed, pacing, mode, isLive } = this.snapshot;
    if (isLive && this.live.isOverdue(this.micros)) this.followLive();
    const shown = this.#stage.keys();
    const pace = this.pacer.paceAt({ micros: this.micros, speed, pacing, shown });
    // Played before its displays are on screen: it waits for them.
    if (mode !== 'paused' && shown.length > 0) this.#play(pace);
    this.#playhead.bringAlong(this.snapshot.mode !== 'paused');
  }

  #play(pace: Pace): void {
    if (pace.kind === 'stop') this.#send({ kind: 'end', notice: null });
    else if (pace.kind === 'play') this.#advance(pace.rate);
    else {
      this.watched.cut();
      this.#playhead.moveTo(pace.to);
      this.#send({ kind: 'tell', notice: { kind: 'idle', from: pace.from, to: pace.to } });
    }
  }

  #advance(planned: number): void {
    const rate = this.snapshot.isLive ? this.live.rateAt(this.micros) : planned;
    this.#send({ kind: 'set-rate', rate });
    const advance = this.#playhead.advance(rate);
    if (advance.kind === 'seeking') return;
    if (advance.kind === 'out') this.#runOut();
    else this.#send({ kind: 'footage-came' });
    if (advance.kind === 'pass') this.#tellJump(advance.gap);
  }

  #runOut(): void {
    const kind = isAtMidnight(this.micros, this.#bounds) ? 'day-over' : 'at-end';
    if (this.#stage.isGrowing) this.#send({ kind: 'ran-out' });
    else this.#send({ kind: 'end', notice: { kind } });
  }

  #goTo(wish: number, isLive: boolean): void {
    const answer = findFootage(this.#stage.footage(), wish);
    const pieces = this.#stage.pieces();
    const notice = answer ? explainSeek(pieces, wish, answer) : this.snapshot.notice;
    if (answer !== null) this.#playhead.moveTo(answer.micros);
    this.live.hasMoved();
    this.watched.cut();
    this.#send({ kind: 'seek', wish, isLive, notice });
  }

  #tellJump(gap: Interval | null): void {
    const notice = gap && explainJump(this.#stage.pieces(), gap, this.#stage.unreadable);
    if (notice !== null) this.#send({ kind: 'tell', notice });
  }

  /** Changes the state, and what must be as it says. */
  #send(event: PlaybackEvent): void {
    this.#store.send(event);
    const { mode, isLive } = this.snapshot;
    if (mode === 'paused') this.#stage.pause();
    if (this.watched.isLive === isLive) return;
    this.watched.cut();
    this.watched.isLive = isLive;
  }

  #seeFrame(key: string, wall: number): void {
    this.#store.look(this.#stage, this.micros);
    if (this.snapshot.lanes.get(key)?.kind === 'absent') return;
    // On its way to another moment, a display shows for a blink where its segment begins.
    if (this.#stage.get(key)?.isOnItsWay === false) this.watched.frame(key, wall);
    this.onFrame.emit(key, wall);
  }
}
