import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Policy } from '@workcompanion/core/protocol/policy';
import { writeFileDurably } from '../files/durable-files.ts';
import type { Log } from '../log.ts';

const FILE = 'policy.json';

/** Holds the policy in force. The last one is kept on the disk, so that a start needs no network. */
export class PolicyStore {
  readonly #folder: string;
  #current: Policy | null;
  #isKept: boolean = true;

  private constructor(folder: string, current: Policy | null) {
    this.#folder = folder;
    this.#current = current;
  }

  static async open(folder: string, log: Log): Promise<PolicyStore> {
    return new PolicyStore(folder, await readCached(join(folder, FILE), log));
  }

  /** Null until the server has been reached once. */
  get current(): Policy | null {
    return this.#current;
  }

  /** Puts a policy into force at once; `keep` writes it to the disk. */
  replace(policy: Policy): void {
    this.#current = policy;
    this.#isKept = false;
  }

  /** May be called again. */
  async keep(): Promise<void> {
    const policy = this.#current;
    if (policy === null || this.#isKept) return;
    await writeFileDurably(join(this.#folder, FILE), JSON.stringify(policy));
    this.#isKept = policy === this.#current;
  }
}

/** A policy that an older recorder kept may no longer be valid: then it is fetched again. */
async function readCached(path: string, log: Log): Promise<Policy | null> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return Policy.parse(JSON.parse(text));
  } catch (error) {
    log.warn({ err: error }, 'the policy kept on the disk is unusable');
    return null;
  }
}
