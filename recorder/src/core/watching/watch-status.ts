import type { WatchedResponse, WatchersResponse } from '@workcompanion/core/protocol/watchers';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';

const MINUTE_MICROS = 60_000_000;
/** How often the list of viewers is fetched again; it is fetched at once when live viewing begins or ends. */
const ASK_EVERY_MICROS = 10 * MINUTE_MICROS;
/** Others may begin or end while somebody watches. */
const ASK_WHILE_WATCHED_MICROS = MINUTE_MICROS / 4;
/** After this long without an answer of the portal, nobody counts as watching. */
const HOLDS_MICROS = 2 * MINUTE_MICROS;

export interface WatchStatusOptions {
  readonly ask: () => Promise<WatchersResponse>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Holds what the portal tells about who watches now, who has watched, and who may watch. */
export class WatchStatus {
  readonly #options: WatchStatusOptions;
  #watched = false;
  #heardAt = Number.NEGATIVE_INFINITY;
  #askedAt = Number.NEGATIVE_INFINITY;
  #watchers: WatchersResponse | null = null;

  constructor(options: WatchStatusOptions) {
    this.#options = options;
  }

  get watchedNow(): boolean {
    return this.#watched && this.#options.clock.monotonic() - this.#heardAt < HOLDS_MICROS;
  }

  /** Null before the portal has told. */
  get watchers(): WatchersResponse | null {
    return this.#watchers;
  }

  /** Takes an answer. Never fails: a list that could not be fetched is fetched after the next heartbeat. */
  async update({ watchedNow }: WatchedResponse): Promise<void> {
    const { clock, ask, log } = this.#options;
    const now = clock.monotonic();
    const changed = watchedNow !== this.#watched;
    this.#watched = watchedNow;
    this.#heardAt = now;
    const askEvery = watchedNow ? ASK_WHILE_WATCHED_MICROS : ASK_EVERY_MICROS;
    if (!changed && now - this.#askedAt < askEvery) return;
    try {
      this.#watchers = await ask();
      this.#askedAt = now;
    } catch (error) {
      this.#askedAt = Number.NEGATIVE_INFINITY;
      log.debug({ err: error }, 'the portal did not tell who watches');
    }
  }
}
