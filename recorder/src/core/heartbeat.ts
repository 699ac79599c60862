import { setTimeout as sleep } from 'node:timers/promises';
import type { HeartbeatRequest, HeartbeatResponse } from '@workcompanion/core/protocol/messages';
import { delay } from './delay.ts';
import type { Log } from './log.ts';

const GOODBYE_MS = 2_000;

export interface HeartbeatOptions {
  readonly send: (message: HeartbeatRequest) => Promise<HeartbeatResponse>;
  readonly message: () => HeartbeatRequest | Promise<HeartbeatRequest>;
  readonly onAnswer: (answer: HeartbeatResponse) => Promise<void>;
  readonly everySeconds: () => number;
  readonly log: Log;
}

/** Tells the server how it is, again and again. A beat that fails is just missing. */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  readonly #stopped = new AbortController();
  #early = new AbortController();

  constructor(options: HeartbeatOptions) {
    this.#options = options;
  }

  async run(): Promise<void> {
    while (!this.#stopped.signal.aborted) {
      this.#early = new AbortController();
      await this.#beat();
      const signal = AbortSignal.any([this.#stopped.signal, this.#early.signal]);
      await delay(this.#options.everySeconds() * 1000, signal);
    }
  }

  /** Something worth telling has happened. */
  soon(): void {
    this.#early.abort();
  }

  /** With a last one, for which nobody waits long. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    await Promise.race([this.#beat(), sleep(GOODBYE_MS)]);
  }

  async #beat(): Promise<void> {
    const { send, message, onAnswer, log } = this.#options;
    try {
      const answer = await send(await message());
      if (!this.#stopped.signal.aborted) await onAnswer(answer);
    } catch (error) {
      log.debug({ err: error }, 'a heartbeat came to nothing');
    }
  }
}
