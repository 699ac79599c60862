import { EventEmitter } from 'node:events';
import type { Ed25519PrivateJwk } from '@workcompanion/core/crypto/key-pair';
import { signStatement, statementHash } from '@workcompanion/core/crypto/statement';
import type { DeviceId } from '@workcompanion/core/ids';
import { GENESIS, Statement, type StatementBody } from '@workcompanion/core/protocol/statement';
import { withStorableText } from '@workcompanion/core/protocol/storable-text';
import type { Database } from 'better-sqlite3';
import type { Clock } from '../clock.ts';
import { Serial } from '../serial.ts';
import {
  type OpenGap,
  type OpenRecording,
  readOpenGaps,
  readOpenRecordings,
} from './open-state.ts';
import { projectStatement } from './project-statement.ts';
import { writeRows } from './spare-room.ts';

export interface JournalOptions {
  readonly database: Database;
  readonly device: DeviceId;
  readonly privateKey: Ed25519PrivateJwk;
  readonly clock: Clock;
  /** Server clock minus device clock in µs, as last measured. */
  readonly clockOffset: () => number | null;
}

/** What to say; and the file it is about, a name within the segment folder. */
export interface JournalDraft {
  readonly body: StatementBody;
  readonly file?: string;
}

export interface JournalEntry {
  readonly index: number;
  readonly statement: string;
}

/** The device's signed, hash-chained list. Whoever awaited `append` can rely on it after a power cut. */
export class Journal extends EventEmitter<{ appended: [] }> {
  readonly #options: JournalOptions;
  #head: { index: number; prev: string };
  readonly #serial = new Serial();

  constructor(options: JournalOptions) {
    super();
    this.#options = options;
    this.#head = readHead(options.database);
  }

  /** Appends all of them or none, in this order. One append at a time; the others wait. */
  append(...drafts: readonly JournalDraft[]): Promise<readonly JournalEntry[]> {
    return this.#serial.run(() => this.#append(drafts));
  }

  openRecordings(): OpenRecording[] {
    return readOpenRecordings(this.#options.database);
  }

  openGaps(): OpenGap[] {
    return readOpenGaps(this.#options.database);
  }

  /** Whether there is, or ever was, any footage to be missed. */
  hasRecorded(): boolean {
    const found = this.#options.database
      .prepare<[], { found: number }>(
        `select 1 as found from journal where kind = 'recording-started' limit 1`,
      )
      .get();
    return found !== undefined;
  }

  hasFile(file: string): boolean {
    const found = this.#options.database
      .prepare<[string], { found: number }>('select 1 as found from journal where file = ? limit 1')
      .get(file);
    return found !== undefined;
  }

  async #append(drafts: readonly JournalDraft[]): Promise<readonly JournalEntry[]> {
    const { database, privateKey } = this.#options;
    let { index, prev } = this.#head;
    const signed: { statement: Statement; jws: string; file: string | null }[] = [];
    for (const { body, file } of drafts) {
      const statement = this.#complete(body, { index, prev });
      const jws = await signStatement(statement, privateKey);
      signed.push({ statement, jws, file: file ?? null });
      prev = statementHash(jws);
      index += 1;
    }
    const insert = database.transaction(() => {
      for (const entry of signed) insertEntry(database, entry);
    });
    writeRows(database, insert);
    this.#head = { index, prev };
    this.emit('appended');
    return signed.map(({ statement, jws }) => ({ index: statement.index, statement: jws }));
  }

  #complete(body: StatementBody, place: { index: number; prev: string }): Statement {
    const { device, clock, clockOffset } = this.#options;
    const statement = {
      v: 1,
      device,
      ...place,
      at: clock.utc(),
      monotonic: clock.monotonic(),
      clockOffset: clockOffset(),
      ...body,
    };
    return Statement.parse(withStorableText(statement));
  }
}

function readHead(database: Database): { index: number; prev: string } {
  const last = database
    .prepare<[], { index: number; statement: string }>(
      'select "index", statement from journal order by "index" desc limit 1',
    )
    .get();
  if (last === undefined) return { index: 0, prev: GENESIS };
  return { index: last.index + 1, prev: statementHash(last.statement) };
}

function insertEntry(
  database: Database,
  { statement, jws, file }: { statement: Statement; jws: string; file: string | null },
): void {
  const segment = statement.kind === 'segment' ? statement : null;
  database
    .prepare(
      `insert into journal ("index", kind, statement, file, bytes, starts_at)
       values (@index, @kind, @statement, @file, @bytes, @startsAt)`,
    )
    .run({
      index: statement.index,
      kind: statement.kind,
      statement: jws,
      file,
      bytes: segment?.bytes ?? 0,
      startsAt: segment?.start ?? null,
    });
  projectStatement(database, statement);
}
