import type { WatchedResponse } from '@workcompanion/core/protocol/watchers';
import { delay } from '../delay.ts';
import type { Log } from '../log.ts';

export interface WatchedPollPace {
  /** The least time between two questions, for a server that answers at once. */
  readonly everyMs: number;
  /** The wait after a failure. Heartbeats tell the same, but a minute apart. */
  readonly afterFailureMs: number;
}

const PACE: WatchedPollPace = { everyMs: 1_000, afterFailureMs: 10_000 };

export interface WatchedPollOptions {
  /** Answered when the state differs from `known`, or after a while. */
  readonly ask: (known: boolean, signal: AbortSignal) => Promise<WatchedResponse>;
  readonly known: () => boolean;
  readonly onAnswer: (answer: WatchedResponse) => Promise<void>;
  readonly log: Log;
  readonly pace?: WatchedPollPace;
}

/** Asks the portal with a long poll, so that the person sees at once that somebody watches live. */
export class WatchedPoll {
  readonly #options: WatchedPollOptions;
  readonly #stopped = new AbortController();

  constructor(options: WatchedPollOptions) {
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
