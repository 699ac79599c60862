import { setTimeout as sleep } from 'node:timers/promises';
import type {
  HeartbeatRequest,
  HeartbeatResponse,
  RecorderState,
} from '@workcompanion/core/protocol/messages';
import type { CaptureControl } from './capture/capture-control.ts';
import { freeBytes } from './capture/disk-watch.ts';
import { delay } from './delay.ts';
import type { Backlog } from './journal/upload-queue.ts';
import type { Log } from './log.ts';
import type { RecorderParts } from './recorder-parts.ts';
import { failureCode } from './upload/connection-backoff.ts';
import { RECORDER_VERSION } from './version.ts';

const GOODBYE_MS = 2_000;

export interface HeartbeatOptions {
  readonly send: (message: HeartbeatRequest) => Promise<HeartbeatResponse>;
  readonly message: () => HeartbeatRequest | Promise<HeartbeatRequest>;
  readonly onAnswer: (answer: HeartbeatResponse) => Promise<void>;
  readonly everySeconds: () => number;
  readonly log: Log;
}

/** Tells the server the recorder's state at regular intervals. A heartbeat that fails is not repeated. */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  readonly #stopped = new AbortController();
  #early = new AbortController();
  #problem: string | null = null;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
  }

  /** The code of what became of the last one; null when it was answered. */
  get problem(): string | null {
    return this.#problem;
  }

  async run(): Promise<void> {
    while (!this.#stopped.signal.aborted) {
      this.#early = new AbortController();
      await this.#beat();
      const signal = AbortSignal.any([this.#stopped.signal, this.#early.signal]);
      await delay(this.#options.everySeconds() * 1000, signal);
    }
  }

  /** Sends the next heartbeat now, since something worth telling has happened. */
  soon(): void {
    this.#early.abort();
  }

  /** Sends a last heartbeat, and waits only shortly for it. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    await Promise.race([this.#beat(), sleep(GOODBYE_MS)]);
  }

  async #beat(): Promise<void> {
    const { send, message, onAnswer, log } = this.#options;
    try {
      const answer = await send(await message()).catch((error: unknown) => {
        this.#problem = failureCode(error);
        throw error;
      });
      this.#problem = null;
      if (!this.#stopped.signal.aborted) await onAnswer(answer);
    } catch (error) {
      log.debug({ err: error }, 'a heartbeat came to nothing');
    }
  }
}

const MOST_PARKED_TOLD = 50;

export async function heartbeatMessage(
  {
    host,
    journal,
    queue,
    former,
    policy,
    serverClock,
    segments,
    checkpoints,
    updates,
  }: RecorderParts,
  capture: CaptureControl,
  state: RecorderState,
): Promise<HeartbeatRequest> {
  return {
    state,
    recorderVersion: RECORDER_VERSION,
    keyStorage: host.keyStorage ?? null,
    policyVersion: policy.current?.version ?? 0,
    displays: [...capture.displays],
    journalEnd: journal.head.index,
    backlog: together(queue.backlog(), former.unsent),
    parked: queue.parked(MOST_PARKED_TOLD),
    lastFrameAt: capture.lastFrameAt,
    pictureProblems: [...capture.pictureProblems],
    clockOffset: serverClock.offset,
    checkpointProblem: checkpoints.problem,
    updates: updates.report(),
    freeDiskBytes: await freeBytes(segments).catch(() => null),
  };
}

/** Adds what this computer recorded as a former device and has not uploaded yet. */
function together(own: Backlog, former: Backlog): Backlog {
  const oldest = [own.oldest, former.oldest].filter((at) => at !== null);
  return {
    segments: own.segments + former.segments,
    bytes: own.bytes + former.bytes,
    oldest: oldest.length === 0 ? null : Math.min(...oldest),
  };
}
