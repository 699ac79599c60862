import type { WatchedResponse, WatchersResponse } from '@workcompanion/core/protocol/watchers';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';

const MINUTE_MICROS = 60_000_000;
/** Who watched is asked for anew this often; at once when somebody begins or ceases to watch. */
const ASK_EVERY_MICROS = 10 * MINUTE_MICROS;
/** Without a word from the portal nobody can be said to watch. */
const HOLDS_MICROS = 2 * MINUTE_MICROS;

export interface WatchStatusOptions {
  readonly ask: () => Promise<WatchersResponse>;
  readonly clock: Clock;
  readonly log: Log;
}

/** What the portal tells the person of who watches them: now, lately, and at all. */
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

  /** Never fails: what could not be asked is asked after the next heartbeat. */
  async heard({ watchedNow }: WatchedResponse): Promise<void> {
    const { clock, ask, log } = this.#options;
    const now = clock.monotonic();
    const changed = watchedNow !== this.#watched;
    this.#watched = watchedNow;
    this.#heardAt = now;
    if (!changed && now - this.#askedAt < ASK_EVERY_MICROS) return;
    try {
      this.#watchers = await ask();
      this.#askedAt = now;
    } catch (error) {
      this.#askedAt = Number.NEGATIVE_INFINITY;
      log.debug({ err: error }, 'the portal did not tell who watches');
    }
  }
}
