import { randomBytes } from 'node:crypto';
import type { Ed25519PrivateJwk } from '@workcompanion/core/crypto/key-pair';
import { signCheckpoint } from '@workcompanion/core/crypto/server-statements';
import { statementHash } from '@workcompanion/core/crypto/statement';
import {
  CHECKPOINT_GENESIS,
  type Checkpoint,
  MOST_CHECKPOINTS_TOLD,
} from '@workcompanion/core/protocol/checkpoint';

type SecondCheckpoint = Extract<Checkpoint, { v: 2 }>;

const HOUR = 3_600_000_000;

/** The checkpoints of a portal whose history can be rewritten: their trees are of nothing real. */
export class TestCheckpoints {
  readonly #privateKey: Ed25519PrivateJwk;
  #list: string[] = [];

  constructor(privateKey: Ed25519PrivateJwk) {
    this.#privateKey = privateKey;
  }

  get list(): readonly string[] {
    return this.#list;
  }

  async make(count: number): Promise<void> {
    for (let made = 0; made < count; made += 1) this.#list.push(await this.next());
  }

  /** From `number` on, as many as there were, of another history, rightly signed and linked. */
  async rewriteFrom(number: number): Promise<void> {
    const count = this.#list.length - number;
    this.#list = this.#list.slice(0, number);
    await this.make(count);
  }

  /** As when the database was set back. */
  forgetFrom(number: number): void {
    this.#list = this.#list.slice(0, number);
  }

  /** The one that would follow; not kept. */
  async next(
    overrides: Partial<SecondCheckpoint> = {},
    privateKey: Ed25519PrivateJwk = this.#privateKey,
  ): Promise<string> {
    const number = this.#list.length;
    const last = this.#list.at(-1);
    return await signCheckpoint(
      {
        v: 2,
        number,
        from: number * HOUR,
        to: (number + 1) * HOUR,
        statements: 3,
        prev: last === undefined ? CHECKPOINT_GENESIS : statementHash(last),
        root: randomDigest(),
        audit: { seq: 0, hash: CHECKPOINT_GENESIS, entries: 0, root: randomDigest() },
        history: randomDigest(),
        madeAt: (number + 1) * HOUR,
        ...overrides,
      },
      privateKey,
    );
  }

  push(jws: string): void {
    this.#list.push(jws);
  }

  after(number: number): readonly string[] {
    return this.#list.slice(number + 1, number + 1 + MOST_CHECKPOINTS_TOLD);
  }

  /** What a heartbeat is answered. */
  told(): { readonly checkpoint?: string } {
    const checkpoint = this.#list.at(-1);
    return checkpoint === undefined ? {} : { checkpoint };
  }
}

function randomDigest(): string {
  return randomBytes(32).toString('base64url');
}
