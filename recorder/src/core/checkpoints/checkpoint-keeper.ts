import { keyThumbprint } from '@workcompanion/core/crypto/key-pair';
import { verifyCheckpoint } from '@workcompanion/core/crypto/server-statements';
import { statementHash } from '@workcompanion/core/crypto/statement';
import { isAppError } from '@workcompanion/core/errors';
import type { Checkpoint, CheckpointProblem } from '@workcompanion/core/protocol/checkpoint';
import type { Ed25519Jwk } from '@workcompanion/core/protocol/primitives';
import type { Clock } from '../clock.ts';
import type { Facts } from '../journal/facts.ts';
import type { Journal } from '../journal/journal.ts';
import type { Log } from '../log.ts';
import {
  type CheckpointStore,
  type KeptCheckpoint,
  readSeenCheckpoint,
} from './checkpoint-store.ts';

/** µs. The journal notes a seen checkpoint at most this often. */
const STATE_EVERY = 3_600_000_000;

export interface CheckpointKeeperOptions {
  readonly store: CheckpointStore;
  /** The server's key, known from enrolment. */
  readonly signingKey: Ed25519Jwk;
  readonly journal: Journal;
  readonly facts: Facts;
  readonly clock: Clock;
  readonly log: Log;
  /** Fetches the checkpoints after a number, oldest first, as many as the server tells at once. */
  readonly fetch: (after: number) => Promise<readonly string[]>;
}

interface Shown extends KeptCheckpoint {
  readonly jws: string;
  readonly facts: Checkpoint;
}

/**
 * Keeps on this device what the server has committed to. It begins with the first checkpoint that the
 * server shows; from then on each must be signed by the key of enrolment and follow the one before. A
 * checkpoint that does not is kept as evidence, and never replaces what is kept already.
 */
export class CheckpointKeeper {
  readonly #options: CheckpointKeeperOptions;
  #problem: CheckpointProblem | null;

  constructor(options: CheckpointKeeperOptions) {
    this.#options = options;
    this.#problem = told(options.store.problems().at(-1));
  }

  /** The last contradiction that the server showed; null when there was none. */
  get problem(): CheckpointProblem | null {
    return this.#problem;
  }

  get head(): KeptCheckpoint | null {
    return this.#options.store.head();
  }

  /** Up to when (UTC µs of its clock) the server has committed to what it received; null when it has not. */
  get committedTo(): number | null {
    return this.#options.store.headTo();
  }

  /** Checks and keeps the checkpoint that the server shows as its newest. */
  async accept(jws: string): Promise<void> {
    const newest = await this.#verified(jws);
    if (newest === null) return;
    await this.#follow(newest);
    await this.#state();
  }

  async #follow(newest: Shown): Promise<void> {
    const { store, fetch } = this.#options;
    const head = store.head();
    if (head === null) return store.keep(newest, newest.jws);
    if (newest.number <= head.number) return this.#compare(newest, head);
    for (let last = head; last.number < newest.number; ) {
      const missed = last.number + 1 === newest.number ? [newest.jws] : await fetch(last.number);
      const before = last.number;
      for (const next of missed) {
        const shown = await this.#verified(next);
        if (shown === null) return;
        if (!isNext(shown, last)) return await this.#refuse(shown, last);
        store.keep(shown, shown.jws);
        last = shown;
      }
      // The server told of a newer checkpoint and did not show it.
      if (last.number === before) return;
    }
  }

  /** A checkpoint that is not newer than the kept ones must be the same as the newest of them. */
  #compare(shown: Shown, head: KeptCheckpoint): void {
    const kept = this.#options.store.hashOf(shown.number);
    if (kept !== null && kept !== shown.hash) {
      this.#note({ kind: 'replaced', checkpoint: shown.number, kept }, shown);
    } else if (shown.number < head.number) {
      this.#note({ kind: 'withdrawn', checkpoint: head.number, kept: head.hash }, shown);
    }
  }

  /** Notes that a checkpoint does not follow the kept ones, and asks what the server shows in their place. */
  async #refuse(next: Shown, last: KeptCheckpoint): Promise<void> {
    this.#note({ kind: 'unlinked', checkpoint: last.number, kept: last.hash }, next);
    const [instead] = await this.#options.fetch(last.number - 1);
    const shown = instead === undefined ? null : await this.#verified(instead);
    if (shown?.number === last.number) this.#compare(shown, last);
  }

  async #verified(jws: string): Promise<Shown | null> {
    const { signingKey, log, store } = this.#options;
    try {
      const facts = await verifyCheckpoint(jws, signingKey);
      return { facts, jws, number: facts.number, hash: statementHash(jws) };
    } catch (error) {
      if (!isAppError(error)) throw error;
      const head = store.head();
      if (isAppError(error, 'signature-invalid') && head !== null) {
        const about = { kind: 'foreign-key', checkpoint: head.number, kept: head.hash } as const;
        this.#note(about, { jws, hash: statementHash(jws) });
      } else log.warn({ err: error }, 'what the server shows is no checkpoint');
      return null;
    }
  }

  #note(
    about: Omit<CheckpointProblem, 'shown'>,
    { jws, hash: shown }: Pick<Shown, 'jws' | 'hash'>,
  ): void {
    const { store, clock, log } = this.#options;
    const problem = { ...about, shown };
    if (!store.note({ ...problem, jws, foundAt: clock.utc() })) return;
    this.#problem = problem;
    log.error(problem, 'the server shows another history than it did before');
  }

  async #state(): Promise<void> {
    const { store, facts, journal, clock, signingKey } = this.#options;
    const head = store.head();
    const seen = readSeenCheckpoint(facts);
    if (head === null || (seen !== null && seen.checkpoint >= head.number)) return;
    if (seen !== null && Math.abs(clock.utc() - seen.at) < STATE_EVERY) return;
    const serverKey = await keyThumbprint(signingKey);
    const { number: checkpoint, hash } = head;
    await journal.append({ body: { kind: 'checkpoint-seen', checkpoint, hash, serverKey } });
  }
}

function isNext({ number, facts }: Shown, last: KeptCheckpoint): boolean {
  return number === last.number + 1 && facts.prev === last.hash;
}

function told(problem: CheckpointProblem | undefined): CheckpointProblem | null {
  if (problem === undefined) return null;
  const { kind, checkpoint, kept, shown } = problem;
  return { kind, checkpoint, kept, shown };
}
