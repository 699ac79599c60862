import { readStatement } from '@workcompanion/core/crypto/statement';
import type { KeyId } from '@workcompanion/core/ids';
import type { Database } from 'better-sqlite3';
import { writeRows } from './reserved-space.ts';

/** An entry of the queue. */
export interface QueuedEntry {
  readonly index: number;
  readonly kind: string;
  readonly statement: string;
  readonly file: string | null;
  readonly bytes: number;
  readonly attempts: number;
}

/** An entry that was sent and receipted and whose file is still there. */
export interface KeptEntry {
  readonly index: number;
  readonly file: string;
  readonly bytes: number;
  readonly receipt: string;
}

export interface KeptAmount {
  readonly segments: number;
  readonly bytes: number;
}

export type QueueCategory = 'deposits' | 'segments' | 'tracks' | 'others';

export interface Backlog {
  readonly segments: number;
  readonly bytes: number;
  /** The start of the oldest segment, UTC µs. */
  readonly oldest: number | null;
}

/** What the server has not receipted, refused entries included. */
export interface UnsentAmount extends Backlog {
  readonly entries: number;
  readonly refused: number;
}

export interface ParkedEntry {
  readonly index: number;
  readonly code: string;
}

const IN_CATEGORY = {
  deposits: `kind = 'key-deposited'`,
  segments: `kind = 'segment'`,
  tracks: `kind = 'window-track'`,
  others: `kind not in ('segment', 'window-track', 'key-deposited')`,
} as const satisfies Record<QueueCategory, string>;

export const QUEUED_ENTRY = '"index", kind, statement, file, bytes, attempts';

/** The journal as the upload queue. Times in UTC ms. */
export class UploadQueue {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The oldest waiting entries that may be tried at `now` and are not being sent already. */
  due(
    category: QueueCategory,
    { now, limit, inFlight }: { now: number; limit: number; inFlight: ReadonlySet<number> },
  ): QueuedEntry[] {
    return this.#database
      .prepare<[number, string, number], QueuedEntry>(
        `select ${QUEUED_ENTRY} from journal
         where status = 0 and ${IN_CATEGORY[category]} and not_before <= ?
           and "index" not in (select value from json_each(?))
         order by "index" limit ?`,
      )
      .all(now, JSON.stringify([...inFlight]), limit);
  }

  /** When the next postponed entry may be tried; null when none is postponed. */
  nextDue(now: number): number | null {
    const row = this.#database
      .prepare<[number], { at: number | null }>(
        'select min(not_before) as at from journal where status = 0 and not_before > ?',
      )
      .get(now);
    return row?.at ?? null;
  }

  markSent(index: number, receipt: string): void {
    this.#write(
      `update journal set status = 1, receipt = ?, last_error = null where "index" = ?`,
      ...[receipt, index],
    );
  }

  markFileDeleted(index: number): void {
    // If the entry waits again meanwhile, its statement is sent alone.
    this.#write(`update journal set status = 3 where "index" = ? and status = 1`, index);
  }

  postpone(index: number, { notBefore, error }: { notBefore: number; error: string }): void {
    this.#write(
      `update journal set attempts = attempts + 1, not_before = ?, last_error = ?
       where "index" = ? and status = 0`,
      ...[notBefore, error, index],
    );
  }

  park(index: number, code: string): void {
    this.#write(
      `update journal set status = 2, attempts = attempts + 1, last_error = ?
       where "index" = ? and status = 0`,
      ...[code, index],
    );
  }

  /** Called at each start: refused and postponed entries may be tried again at once. */
  tryAllAgain(): void {
    this.#write('update journal set status = 0, attempts = 0, not_before = 0 where status = 2');
    this.#write('update journal set not_before = 0 where status = 0 and not_before > 0');
  }

  /** Oldest first. */
  kept(): KeptEntry[] {
    return this.#database
      .prepare<[], KeptEntry>(
        `select "index", file, bytes, coalesce(receipt, '') as receipt from journal
         where file is not null and status < 3 and status = 1 order by "index"`,
      )
      .all();
  }

  keptAmount(): KeptAmount {
    const row = this.#database
      .prepare<[], KeptAmount>(
        `select count(*) as segments, coalesce(sum(bytes), 0) as bytes from journal
         where file is not null and status < 3 and status = 1`,
      )
      .get();
    return row ?? { segments: 0, bytes: 0 };
  }

  /** Whether a key was ever queued as a deposit. */
  hasDeposit(keyId: KeyId): boolean {
    return this.#database
      .prepare<[], { statement: string }>(
        `select statement from journal where kind = 'key-deposited' order by "index" desc`,
      )
      .all()
      .some(({ statement: jws }) => {
        const statement = readStatement(jws);
        return statement.kind === 'key-deposited' && statement.keyId === keyId;
      });
  }

  waitingCount(): number {
    return this.#count(0);
  }

  backlog(): Backlog {
    const row = this.#database
      .prepare<[], Backlog>(
        `select count(*) as segments, coalesce(sum(bytes), 0) as bytes, min(starts_at) as oldest
         from journal where status = 0 and kind = 'segment'`,
      )
      .get();
    return row ?? { segments: 0, bytes: 0, oldest: null };
  }

  unsent(): UnsentAmount {
    const row = this.#database
      .prepare<[], UnsentAmount>(
        `select count(*) as entries, coalesce(sum(status = 2), 0) as refused,
                coalesce(sum(kind = 'segment'), 0) as segments,
                coalesce(sum(bytes), 0) as bytes, min(starts_at) as oldest
         from journal where status in (0, 2)`,
      )
      .get();
    return row ?? { entries: 0, refused: 0, segments: 0, bytes: 0, oldest: null };
  }

  /** The size of all files that the server has not receipted. */
  unsentBytes(): number {
    const row = this.#database
      .prepare<[], { bytes: number }>(
        `select coalesce(sum(bytes), 0) as bytes from journal
         where file is not null and status < 3 and status <> 1`,
      )
      .get();
    return row?.bytes ?? 0;
  }

  parkedCount(): number {
    return this.#count(2);
  }

  parked(limit: number): ParkedEntry[] {
    return this.#database
      .prepare<[number], ParkedEntry>(
        `select "index", coalesce(last_error, 'unknown') as code from journal
         where status = 2 order by "index" limit ?`,
      )
      .all(limit);
  }

  #write(sql: string, ...values: readonly (string | number)[]): void {
    writeRows(this.#database, () => this.#database.prepare(sql).run(...values));
  }

  #count(status: 0 | 2): number {
    const row = this.#database
      .prepare<[], { count: number }>(
        `select count(*) as count from journal where status = ${status}`,
      )
      .get();
    return row?.count ?? 0;
  }
}
