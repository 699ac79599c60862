import type {
  Approval,
  HeartbeatRequest,
  HeartbeatResponse,
} from '@workcompanion/core/protocol/messages';
import type { Policy } from '@workcompanion/core/protocol/policy';
import type { WatchedResponse } from '@workcompanion/core/protocol/watchers';
import { delay } from './delay.ts';
import { Heartbeat } from './heartbeat.ts';
import type { Log } from './log.ts';
import type { RecorderParts } from './recorder-parts.ts';
import { WatchStatus } from './watching/watch-status.ts';

export interface WatchedPollPace {
  /** The least time between two questions, for a server that answers at once. */
  readonly everyMs: number;
  /** The wait after a failure. Heartbeats tell the same, but a minute apart. */
  readonly afterFailureMs: number;
}

const PACE: WatchedPollPace = { everyMs: 1_000, afterFailureMs: 10_000 };

interface WatchedPollOptions {
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

/** The interval until the first policy tells another one. */
const FIRST_HEARTBEAT_SECONDS = 5;

export interface ServerSyncOptions {
  readonly message: () => Promise<HeartbeatRequest>;
  /** Called with a new policy. */
  readonly onPolicy: (policy: Policy) => Promise<void>;
  /** Called after each answer of the portal. */
  readonly onHeard: () => Promise<void>;
  /** Called when somebody begins to watch live, or nobody does any more. */
  readonly onWatched: () => Promise<void>;
}

/** Exchanges everything but the footage with the portal: heartbeats, the policy, who watches. */
export class ServerSync {
  readonly watching: WatchStatus;
  #approval: Approval = 'approved';
  readonly #parts: RecorderParts;
  readonly #options: ServerSyncOptions;
  readonly #heartbeat: Heartbeat;
  readonly #watchedPoll: WatchedPoll;
  #listening: Promise<void> = Promise.resolve();
  #beating: Promise<void> = Promise.resolve();

  constructor(parts: RecorderParts, options: ServerSyncOptions) {
    const { client, clock, policy } = parts;
    const { log } = parts.options;
    this.#parts = parts;
    this.#options = options;
    this.watching = new WatchStatus({ ask: () => client.watchers(), clock, log });
    this.#watchedPoll = new WatchedPoll({
      ask: (known, signal) => client.watched(known, signal),
      known: () => this.watching.watchedNow,
      onAnswer: (answer) => this.#onWatched(answer),
      log,
    });
    this.#heartbeat = new Heartbeat({
      send: (message) => client.heartbeat(message),
      message: options.message,
      onAnswer: (answer) => this.#onHeartbeat(answer),
      everySeconds: () => policy.current?.heartbeatSeconds ?? FIRST_HEARTBEAT_SECONDS,
      log,
    });
  }

  /** As the portal has told last. */
  get approval(): Approval {
    return this.#approval;
  }

  /** The code of what became of the last heartbeat; null when it was answered. */
  get problem(): string | null {
    return this.#heartbeat.problem;
  }

  start(): void {
    this.#beating = this.#heartbeat.run();
    this.#listening = this.#watchedPoll.run();
  }

  /** Sends a heartbeat now. */
  soon(): void {
    this.#heartbeat.soon();
  }

  /** Sends a last heartbeat, then calls `disconnect` so that no request is waited for. */
  async stop(disconnect: () => Promise<void>): Promise<void> {
    this.#watchedPoll.stop();
    await this.#heartbeat.stop();
    await disconnect();
    await Promise.all([this.#beating, this.#listening]);
  }

  async #onHeartbeat(answer: HeartbeatResponse): Promise<void> {
    const { uploader, former, sync, policy, client, keys, checkpoints, updates } = this.#parts;
    uploader.connectionIsUp();
    former.connectionIsUp();
    this.#approval = answer.approval;
    if (answer.policyVersion !== policy.current?.version) {
      const next = await client.policy();
      policy.replace(next);
      await this.#options.onPolicy(next);
      // The portal shows which policy a computer follows: it hears so now, not a minute later.
      if (next.version === answer.policyVersion) this.soon();
    }
    await sync.onHeartbeat(answer.journal);
    await keys.prefetch();
    if (answer.checkpoint !== undefined) await checkpoints.accept(answer.checkpoint);
    await this.#onWatched(answer);
    await updates.takeOffer(answer.release ?? null);
    await this.#options.onHeard();
  }

  async #onWatched(answer: WatchedResponse): Promise<void> {
    const before = this.watching.watchedNow;
    await this.watching.update(answer);
    if (before !== this.watching.watchedNow) await this.#options.onWatched();
  }
}
