import { readCheckpoint } from '@workcompanion/core/crypto/server-statements';
import { CheckpointProblem } from '@workcompanion/core/protocol/checkpoint';
import type { CheckpointSeen } from '@workcompanion/core/protocol/statement';
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import type { Facts } from '../journal/facts.ts';
import { writeRows } from '../journal/reserved-space.ts';

/** The newest checkpoints are kept whole: a month of them. */
const WHOLE = 720;

export interface KeptCheckpoint {
  readonly number: number;
  /** SHA-256 of the JWS, base64url. */
  readonly hash: string;
}

export interface FoundProblem extends CheckpointProblem {
  /** UTC µs. */
  readonly foundAt: number;
  /** The checkpoint that the server showed. */
  readonly jws: string;
}

/** Stores checkpoints, and what contradicts them, in the journal's database. */
export class CheckpointStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The newest checkpoint; null before the first. */
  head(): KeptCheckpoint | null {
    const row = this.#database
      .prepare<[], KeptCheckpoint>(
        'select number, hash from kept_checkpoints order by number desc limit 1',
      )
      .get();
    return row ?? null;
  }

  /** The end of what the newest covers, UTC µs; null before the first. */
  headTo(): number | null {
    const row = this.#database
      .prepare<[], { jws: string | null }>(
        'select jws from kept_checkpoints order by number desc limit 1',
      )
      .get();
    return row === undefined || row.jws === null ? null : readCheckpoint(row.jws).to;
  }

  /** Null when that checkpoint was never seen. */
  hashOf(number: number): string | null {
    const row = this.#database
      .prepare<[number], { hash: string }>('select hash from kept_checkpoints where number = ?')
      .get(number);
    return row?.hash ?? null;
  }

  keep({ number, hash }: KeptCheckpoint, jws: string): void {
    const run = (sql: string, ...values: readonly (string | number)[]) =>
      this.#database.prepare(sql).run(...values);
    const keep = this.#database.transaction(() => {
      run('insert into kept_checkpoints values (?, ?, ?)', number, hash, jws);
      run(
        'update kept_checkpoints set jws = null where number <= ? and jws is not null',
        number - WHOLE,
      );
    });
    writeRows(this.#database, keep);
  }

  /** Oldest first. */
  *all(): IterableIterator<KeptCheckpoint> {
    yield* this.#database
      .prepare<[], KeptCheckpoint>('select number, hash from kept_checkpoints order by number')
      .iterate();
  }

  /** Stores a contradiction; true when it was not known yet. */
  note({ kind, checkpoint, kept, shown, jws, foundAt }: FoundProblem & { shown: string }): boolean {
    const insert = this.#database.prepare(
      `insert into checkpoint_problems (kind, checkpoint, kept, shown, shown_jws, found_at)
       values (?, ?, ?, ?, ?, ?) on conflict do nothing`,
    );
    const values = [kind, checkpoint, kept, shown, jws, foundAt];
    return writeRows(this.#database, () => insert.run(...values)).changes > 0;
  }

  /** Oldest first. */
  problems(): readonly FoundProblem[] {
    return this.#database
      .prepare<[], Record<string, unknown> & { jws: string; foundAt: number }>(
        `select kind, checkpoint, kept, shown, shown_jws as jws, found_at as foundAt
         from checkpoint_problems order by id`,
      )
      .all()
      .map((row) => ({
        ...CheckpointProblem.parse(row),
        jws: row.jws,
        foundAt: row.foundAt,
      }));
  }
}

const SeenCheckpoint = z.object({ checkpoint: z.number(), at: z.number() });

/** The last checkpoint that the journal noted as seen, and when (UTC µs); null when there is none. */
export function readSeenCheckpoint(facts: Facts): z.infer<typeof SeenCheckpoint> | null {
  const value = facts.get('seen-checkpoint');
  return value === null ? null : SeenCheckpoint.parse(JSON.parse(value));
}

export function writeSeenCheckpoint(facts: Facts, { checkpoint, at }: CheckpointSeen): void {
  facts.set('seen-checkpoint', JSON.stringify({ checkpoint, at }));
}
