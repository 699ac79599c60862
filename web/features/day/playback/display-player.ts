import type { AppError } from '@workcompanion/core/errors';
import {
  mediaAtWall,
  playableStretches,
  wallAtMedia,
} from '@workcompanion/core/footage/fragment-clock';
import type { Interval } from '@workcompanion/core/footage/interval';
import type { Lane } from '../../../contract/people.ts';
import { FrameWatch } from './frame-watch.ts';
import { HeldFrame } from './held-frame.ts';
import type { SegmentProblem } from './hls-problem.ts';
import { HlsSource } from './hls-source.ts';
import { RestoreWatch } from './restore-watch.ts';
import type { Trouble } from './trouble.ts';

export interface DisplayElements {
  readonly video: HTMLVideoElement;
  readonly hold: HTMLCanvasElement;
}

interface DisplayEvents {
  /** A frame with this wall clock (UTC µs) came on screen. */
  onFrame(wall: number): void;
  onFootage(): void;
  onUnreadable(segment: SegmentProblem): void;
}

/** After a seek the real place may turn out to be elsewhere: fragments are measured when loaded. */
const LANDING_TOLERANCE_SECONDS = 0.08;
const MOST_LANDINGS = 3;
/** Lands inside a frame and not on its edge, where rounding decides. */
const INSIDE_SECONDS = 0.001;
const BEFORE_END_SECONDS = 0.02;

/** One display on screen: its video, in wall clock time. */
export class DisplayPlayer {
  readonly video: HTMLVideoElement;
  readonly #lane: Pick<Lane, 'device' | 'display'>;
  readonly #held: HeldFrame;
  readonly #frames: FrameWatch;
  readonly #events: DisplayEvents;
  readonly #unreadable = new Set<string>();
  readonly #listeners = new AbortController();
  #url = '';
  #source: HlsSource | null = null;
  #frozen: RestoreWatch | null = null;
  #footage: readonly Interval[] | null = null;
  #wish: number | null = null;
  #landings = 0;
  /** Media time of the frame on screen; null while there is none. */
  frameSeconds: number | null = null;
  /** Time from frame to frame as last seen, seconds. */
  frameLength: number | null = null;
  error: AppError | null = null;

  constructor(
    lane: Pick<Lane, 'device' | 'display'>,
    { video, hold }: DisplayElements,
    events: DisplayEvents,
  ) {
    this.#lane = lane;
    this.video = video;
    this.#events = events;
    this.#held = new HeldFrame(video, hold);
    this.#frames = new FrameWatch(video, (seconds) => this.#onFrame(seconds));
    video.addEventListener('seeked', () => this.#land(), { signal: this.#listeners.signal });
  }

  open(url: string, wall: number): void {
    this.#url = url;
    this.#wish = wall;
    this.#landings = 0;
    this.error = null;
    this.#thaw();
    this.#source?.destroy();
    this.#source = new HlsSource({
      video: this.video,
      url,
      wall,
      unreadable: this.#unreadable,
      events: {
        onFragments: () => this.#takeFragments(),
        onStale: (without) => {
          if (without !== null) this.#events.onUnreadable(without);
          this.reopen();
        },
        onFailed: (error) => {
          this.error = error;
          this.#events.onFootage();
        },
        onFrozen: (stretch) => this.#freeze(stretch),
      },
    });
  }

  /** Takes the playlist anew, at the same moment and with the picture kept. */
  reopen(): void {
    const wall = this.wall ?? 0;
    this.#held.hold();
    this.open(this.#url, wall);
  }

  refresh(): void {
    this.#source?.refresh();
  }

  dispose(): void {
    this.#listeners.abort();
    this.#frames.stop();
    this.#thaw();
    this.#source?.destroy();
  }

  get isGrowing(): boolean {
    return this.#source?.isGrowing ?? false;
  }

  /** What can be played; null until the playlist is there. */
  get footage(): readonly Interval[] | null {
    return this.#footage;
  }

  /** Wall clock of the playback position, or of the place it is on its way to. */
  get wall(): number | null {
    return this.#wish ?? wallAtMedia(this.#source?.fragments ?? [], this.video.currentTime);
  }

  /** Wall clock of the frame on screen. */
  get frameWall(): number | null {
    return this.frameSeconds === null ? null : this.#wallOf(this.frameSeconds);
  }

  /** What its bytes wait for, wherever in the buffer. */
  get trouble(): Trouble | null {
    if (this.#frozen !== null) return this.#frozen.trouble;
    const retryAt = this.#source?.archiveRetryAt ?? null;
    if (retryAt !== null) return { kind: 'archive-down', retryAt };
    return this.#source?.isReadingBack === true ? { kind: 'reading-back' } : null;
  }

  /** Asks the archive for what must be restored. */
  requestRestore(): Promise<void> {
    return this.#frozen?.request() ?? Promise.resolve();
  }

  /** Another display's request may have been for this one too. */
  lookForRestore(): void {
    void this.#frozen?.lookNow();
  }

  get isOnItsWay(): boolean {
    return this.#wish !== null;
  }

  get isStarved(): boolean {
    return this.video.readyState < HTMLMediaElement.HAVE_FUTURE_DATA;
  }

  /** Wall clock up to which it could play on without another byte. */
  get bufferedUntil(): number | null {
    const { buffered, currentTime } = this.video;
    for (let index = 0; index < buffered.length; index += 1) {
      const isHere = buffered.start(index) <= currentTime && currentTime <= buffered.end(index);
      // A hair before the end: the end itself is the beginning of what follows a gap.
      if (isHere) return this.#wallOf(buffered.end(index) - BEFORE_END_SECONDS);
    }
    return null;
  }

  #wallOf(mediaSeconds: number): number | null {
    return wallAtMedia(this.#source?.fragments ?? [], mediaSeconds);
  }

  seek(wall: number): void {
    this.#wish = wall;
    this.#landings = 0;
    this.#go(wall);
    // Loading has stopped for what lay elsewhere.
    const stretch = this.#frozen?.stretch;
    if (stretch !== undefined && (wall < stretch.from || wall >= stretch.to)) this.#resume();
    else if (this.#source?.archiveRetryAt !== null) this.#source?.resume();
  }

  seekMedia(seconds: number): void {
    this.#wish = null;
    this.video.currentTime = seconds;
  }

  play(): void {
    // At its end a video would begin anew. A pause that comes in between rejects; that is no failure.
    if (this.video.paused && !this.video.ended) void this.video.play().catch(() => undefined);
  }

  pause(): void {
    if (!this.video.paused) this.video.pause();
  }

  setRate(rate: number): void {
    if (this.video.playbackRate !== rate) this.video.playbackRate = rate;
  }

  #freeze(stretch: Interval): void {
    if (this.#frozen?.stretch.from === stretch.from) return;
    this.#thaw();
    this.#frozen = new RestoreWatch(this.#lane, stretch, () => this.#resume());
  }

  #thaw(): void {
    this.#frozen?.stop();
    this.#frozen = null;
  }

  #resume(): void {
    this.#thaw();
    this.#source?.resume();
  }

  #takeFragments(): void {
    this.#footage = playableStretches(this.#source?.fragments ?? []);
    this.#events.onFootage();
  }

  #go(wall: number): void {
    const media = mediaAtWall(this.#source?.fragments ?? [], wall);
    if (media !== null) this.video.currentTime = media.seconds + INSIDE_SECONDS;
  }

  #land(): void {
    if (this.#wish === null || this.video.seeking) return;
    const media = mediaAtWall(this.#source?.fragments ?? [], this.#wish);
    const error = media === null ? 0 : Math.abs(media.seconds - this.video.currentTime);
    this.#landings += 1;
    if (error > LANDING_TOLERANCE_SECONDS && this.#landings < MOST_LANDINGS) this.#go(this.#wish);
    else this.#wish = null;
  }

  #onFrame(seconds: number): void {
    const step = this.frameSeconds === null ? 0 : seconds - this.frameSeconds;
    if (!this.video.paused && this.video.playbackRate <= 1 && step > 0.01 && step < 1.1) {
      this.frameLength = step;
    }
    this.frameSeconds = seconds;
    this.#held.release();
    // The first frame of an opened source: hls.js has placed it, without a seek of ours.
    if (this.#wish !== null && !this.video.seeking) this.#land();
    const wall = this.#wallOf(seconds);
    if (wall !== null) this.#events.onFrame(wall);
  }
}
