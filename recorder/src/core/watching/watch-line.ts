import type { WatchedResponse } from '@workcompanion/core/protocol/watchers';
import { delay } from '../delay.ts';
import type { Log } from '../log.ts';

export interface WatchLinePace {
  /** A server that answers without holding the question is not asked more often. */
  readonly everyMs: number;
  /** Heartbeats tell it too. */
  readonly afterFailureMs: number;
}

const PACE: WatchLinePace = { everyMs: 1_000, afterFailureMs: 30_000 };

export interface WatchLineOptions {
  /** Answered when it is not as known, or after a while. */
  readonly ask: (known: boolean, signal: AbortSignal) => Promise<WatchedResponse>;
  readonly known: () => boolean;
  readonly onAnswer: (answer: WatchedResponse) => Promise<void>;
  readonly log: Log;
  readonly pace?: WatchLinePace;
}

/** A question that the portal holds: so the person is shown at once that somebody watches. */
export class WatchLine {
  readonly #options: WatchLineOptions;
  readonly #stopped = new AbortController();

  constructor(options: WatchLineOptions) {
    this.#options = options;
  }

  async run(): Promise<void> {
    const { signal } = this.#stopped;
    const { everyMs, afterFailureMs } = this.#options.pace ?? PACE;
    while (!signal.aborted) {
      const [wasAnswered] = await Promise.all([this.#ask(), delay(everyMs, signal)]);
      if (!wasAnswered) await delay(afterFailureMs, signal);
    }
  }

  stop(): void {
    this.#stopped.abort();
  }

  async #ask(): Promise<boolean> {
    const { ask, known, onAnswer, log } = this.#options;
    const { signal } = this.#stopped;
    try {
      const answer = await ask(known(), signal);
      if (!signal.aborted) await onAnswer(answer);
      return true;
    } catch (error) {
      log.debug({ err: error }, 'the portal can not be asked whether somebody watches');
      return false;
    }
  }
}
