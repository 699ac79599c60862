import { AppError } from '@workcompanion/core/errors';
import { type FragmentTime, mediaAtWall } from '@workcompanion/core/footage/fragment-clock';
import type { Interval } from '@workcompanion/core/footage/interval';
import { IN_ARCHIVE } from '@workcompanion/core/footage/playlist';
import Hls, {
  type ErrorData,
  Events,
  type Fragment,
  type HlsConfig,
  type LevelDetails,
} from 'hls.js/light';
import { readHlsProblem, type SegmentProblem } from './hls-problem.ts';
import { playlistLoader } from './playlist-loader.ts';

interface HlsSourceEvents {
  /** The fragments are known, or have changed. */
  onFragments(): void;
  /** This source can't go on: open a new one at the same moment. */
  onStale(without: SegmentProblem | null): void;
  onFailed(error: AppError): void;
  /** A segment on the way must be restored first; loading has stopped until `resume`. */
  onFrozen(stretch: Interval): void;
}

interface HlsSourceOptions {
  readonly video: HTMLVideoElement;
  readonly url: string;
  /** Where to begin, UTC µs. */
  readonly wall: number;
  /** Segments to leave out; grows when another proves unreadable. */
  readonly unreadable: Set<string>;
  readonly events: HlsSourceEvents;
}

const MB = 1024 * 1024;
const OFFLINE_RETRY_MS = 2_000;
/** A fetch that a seek has ended says nothing: nobody waits for longer than a usual one takes. */
const MOST_WAITED_MS = 2_000;
/** hls.js looks that often whether there is a segment to fetch. */
const TICK_MS = 150;
const MOST_RECOVERIES = 3;
const NEVER = Number.NEGATIVE_INFINITY;

/** One playlist in one video element, from opening to `destroy`. */
export class HlsSource {
  readonly #hls: Hls;
  readonly #options: HlsSourceOptions;
  #details: LevelDetails | null = null;
  #isEmpty = false;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #recoveries = 0;
  #loading: Fragment | null = null;
  #archiveRetryAt: number | null = null;
  /** When the segment was asked for that is on its way into the buffer; by `performance.now`. */
  #fetchingSince: number | null = null;
  /** The same for the playlist. */
  #askingSince: number | null = null;
  #isRefreshAwaited = false;

  constructor(options: HlsSourceOptions) {
    this.#options = options;
    this.#hls = createHls(options.unreadable);
    this.#hls.once(Events.LEVEL_LOADED, (_event, { details }) => this.#begin(details));
    this.#hls.on(Events.LEVEL_LOADING, () => {
      this.#askingSince = performance.now();
    });
    this.#hls.on(Events.LEVEL_UPDATED, (_event, { details }) => {
      this.#askingSince = null;
      this.#take(details);
      // Its newest segment is fetched first.
      if (this.#isRefreshAwaited) setTimeout(() => this.#refreshIfAwaited(), TICK_MS);
    });
    this.#hls.on(Events.LEVEL_PTS_UPDATED, (_event, { details }) => this.#take(details));
    this.#hls.on(Events.FRAG_LOADING, (_event, { frag }) => {
      this.#loading = frag;
      this.#fetchingSince = performance.now();
    });
    this.#hls.on(Events.FRAG_LOADED, () => {
      this.#loading = null;
      this.#archiveRetryAt = null;
    });
    this.#hls.on(Events.FRAG_BUFFERED, () => {
      this.#fetchingSince = null;
      this.#refreshIfAwaited();
    });
    this.#hls.on(Events.ERROR, (_event, data) => this.#onError(data));
    this.#hls.attachMedia(options.video);
    this.#hls.loadSource(options.url);
  }

  get isLoaded(): boolean {
    return this.#details !== null || this.#isEmpty;
  }

  /** More may be appended: the day is not over, and neither is the recording. */
  get isGrowing(): boolean {
    return this.#details?.live ?? false;
  }

  get fragments(): readonly FragmentTime[] {
    return this.#details?.fragments ?? [];
  }

  /** A segment is on its way whose local copy is gone. */
  get isReadingBack(): boolean {
    return this.#loading?.tagList.some(([tag]) => `#${tag}` === IN_ARCHIVE) ?? false;
  }

  /** Unix ms; null while the archive, as far as is known, answers. */
  get archiveRetryAt(): number | null {
    return this.#archiveRetryAt;
  }

  /** Loads on from where the video is. */
  resume(): void {
    clearTimeout(this.#retry);
    if (this.isLoaded) this.#hls.startLoad(this.#options.video.currentTime);
    else this.#hls.loadSource(this.#options.url);
  }

  /**
   * Asks for the playlist at once, instead of when hls.js would. Keeps what is buffered, and what is on
   * its way: that would be called back, so it is waited for a while. So is a playlist: where it comes
   * later than the next piece of news, none would ever arrive.
   */
  refresh(): void {
    if (this.#details === null || !this.isGrowing) return;
    const since = Math.max(this.#fetchingSince ?? NEVER, this.#askingSince ?? NEVER);
    this.#isRefreshAwaited = performance.now() - since < MOST_WAITED_MS;
    if (this.#isRefreshAwaited) return;
    this.#fetchingSince = null;
    this.#details.requestScheduled = 0;
    this.#hls.stopLoad();
    this.#hls.startLoad(this.#options.video.currentTime);
  }

  #refreshIfAwaited(): void {
    if (this.#isRefreshAwaited) this.refresh();
  }

  destroy(): void {
    this.#isRefreshAwaited = false;
    clearTimeout(this.#retry);
    this.#hls.destroy();
  }

  #begin(details: LevelDetails): void {
    this.#take(details);
    const start = mediaAtWall(this.fragments, this.#options.wall)?.seconds;
    this.#hls.startLoad(start ?? Math.max(0, details.edge - 0.2));
  }

  #take(details: LevelDetails): void {
    this.#details = details;
    this.#options.events.onFragments();
  }

  #onError(data: ErrorData): void {
    const problem = readHlsProblem(data);
    const { events, unreadable } = this.#options;
    if (data.fatal) this.#loading = null;
    if (problem.kind !== 'ignore') this.#archiveRetryAt = null;
    if (problem.kind === 'failed') events.onFailed(problem.error);
    else if (problem.kind === 'changed') events.onStale(null);
    else if (problem.kind === 'empty') this.#beEmpty();
    else if (problem.kind === 'offline') this.#tryAgainIn(OFFLINE_RETRY_MS);
    else if (problem.kind === 'archive-down') {
      this.#archiveRetryAt = Date.now() + problem.retryAfterMs;
      this.#tryAgainIn(problem.retryAfterMs);
    } else if (problem.kind === 'frozen') events.onFrozen(problem);
    else if (problem.kind === 'recover') this.#recover(data);
    else if (problem.kind === 'unreadable' || problem.kind === 'lost') {
      unreadable.add(problem.url);
      events.onStale(problem);
    }
  }

  /** The playlist holds nothing (yet): loaded, and without footage. */
  #beEmpty(): void {
    this.#isEmpty = true;
    this.#hls.stopLoad();
    this.#options.events.onFragments();
  }

  #tryAgainIn(ms: number): void {
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.resume(), ms);
  }

  #recover(data: ErrorData): void {
    this.#recoveries += 1;
    if (this.#recoveries <= MOST_RECOVERIES) this.#hls.recoverMediaError();
    else {
      const { error } = data;
      this.#options.events.onFailed(new AppError('internal', error.message, { cause: error }));
    }
  }
}

/** A segment that fails is asked for once more at once; longer waits are the player's own. */
const SEGMENT_POLICY = {
  default: {
    // The archive is asked for up to half a minute, after a wait for a place.
    maxTimeToFirstByteMs: 60_000,
    maxLoadTimeMs: 180_000,
    timeoutRetry: { maxNumRetry: 1, retryDelayMs: 0, maxRetryDelayMs: 0 },
    errorRetry: { maxNumRetry: 1, retryDelayMs: 300, maxRetryDelayMs: 1_000 },
  },
} as const satisfies HlsConfig['fragLoadPolicy'];

/** hls.js set up for a day of screen footage: seconds are looked up, never waited for at the edge. */
function createHls(unreadable: ReadonlySet<string>): Hls {
  return new Hls({
    autoStartLoad: false,
    // A growing day is an EVENT playlist; the viewer stays where they are, however far from its end.
    liveSyncDuration: 1,
    liveMaxLatencyDuration: Number.POSITIVE_INFINITY,
    // At 16x this is four seconds of watching.
    maxBufferLength: 60,
    maxMaxBufferLength: 180,
    maxBufferSize: 24 * MB,
    backBufferLength: 90,
    fragLoadPolicy: SEGMENT_POLICY,
    pLoader: playlistLoader(unreadable),
  });
}
