import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import type { Ed25519PrivateJwk } from '@workcompanion/core/crypto/key-pair';
import { signStatement, statementHash } from '@workcompanion/core/crypto/statement';
import { syncFolder } from '@workcompanion/core/files/durable-folder';
import type { DeviceId } from '@workcompanion/core/ids';
import { type DisplayName, withStorableText } from '@workcompanion/core/protocol/primitives';
import { GENESIS, Statement, type StatementBody } from '@workcompanion/core/protocol/statement';
import type { Database } from 'better-sqlite3';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { Mutex } from '../mutex.ts';
import { insertEntry, type SignedEntry } from './insert-entry.ts';
import { type LastDamage, readLastDamage } from './journal-damage.ts';
import type { LastEntryNote } from './last-entry-note.ts';
import {
  type OpenGap,
  type OpenRecording,
  readLastFootage,
  readOpenGaps,
  readOpenRecordings,
} from './open-state.ts';
import { writeRows } from './reserved-space.ts';
import { keepStatementCopy, statementCopyName } from './statement-copies.ts';

/** The copy of the acknowledgement: without it recording would wait until it is given again. */
const NOTICE = 'notice';

/** Who signs entries, and with which clock. */
export interface JournalAuthor {
  readonly device: DeviceId;
  readonly privateKey: Ed25519PrivateJwk;
  readonly clock: Clock;
  /** Server clock minus device clock in µs, as last measured. */
  readonly clockOffset: () => number | null;
}

export interface JournalOptions extends JournalAuthor {
  readonly database: Database;
  readonly note: LastEntryNote;
  /** The folder of the files that entries are about. */
  readonly segments: string;
  readonly log: Log;
}

/** What an entry will say, and the name of its file within the segment folder. */
export interface JournalDraft {
  readonly body: StatementBody;
  readonly file?: string | null;
  readonly restates?: Statement['restates'];
}

/** The index of the next entry and the hash that it refers to. */
export interface ChainPlace {
  readonly index: number;
  readonly prev: string;
}

export interface JournalEntry {
  readonly index: number;
  readonly statement: string;
}

/** Continues the journal at another place, or states anew what was `superseded`. */
export interface JournalRepair {
  readonly place: ChainPlace;
  readonly drafts: readonly JournalDraft[];
  readonly superseded: readonly number[];
}

/** The device's signed, hash-chained list of entries. Once `append` settles, they survive a power cut. */
export class Journal extends EventEmitter<{ appended: [] }> {
  readonly #options: JournalOptions;
  #head: ChainPlace;
  readonly #mutex = new Mutex();

  constructor(options: JournalOptions) {
    super();
    this.#options = options;
    this.#head = readHead(options.database);
    this.#noteLast();
  }

  get device(): DeviceId {
    return this.#options.device;
  }

  /** The place of the next entry. */
  get head(): ChainPlace {
    return this.#head;
  }

  /** Appends all entries or none, in this order. Several calls run one after the other. */
  append(...drafts: readonly JournalDraft[]): Promise<readonly JournalEntry[]> {
    return this.#mutex.run(() => this.#append({ place: this.#head, drafts, superseded: [] }));
  }

  /** Appends what `plan` returns for the head while nothing else is appended; null means nothing. */
  async repair(plan: (head: ChainPlace) => JournalRepair | null): Promise<void> {
    await this.#mutex.run(async () => {
      const repair = plan(this.#head);
      if (repair !== null) await this.#append(repair);
    });
  }

  openRecordings(): OpenRecording[] {
    return readOpenRecordings(this.#options.database);
  }

  openGaps(): OpenGap[] {
    return readOpenGaps(this.#options.database);
  }

  /** Whether anything was ever recorded. */
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
      .prepare<[string], { found: number }>(
        `select 1 as found from journal
         where file = ? and (status < 3 or receipt is not null) limit 1`,
      )
      .get(file);
    return found !== undefined;
  }

  /** Where the newest footage of each display ends, as far as the newest entries tell. */
  lastFootage(): ReadonlyMap<DisplayName, number> {
    return readLastFootage(this.#options.database);
  }

  /** The last damage to the journal; null when there never was one. */
  lastDamage(): LastDamage | null {
    return readLastDamage(this.#options.database);
  }

  async #append({ place, drafts, superseded }: JournalRepair): Promise<readonly JournalEntry[]> {
    const { database } = this.#options;
    const signed = await signDrafts(this.#options, place, drafts);
    const insert = database.transaction(() => {
      for (const index of superseded) {
        database
          .prepare('update journal set status = 3, receipt = null where "index" = ?')
          .run(index);
      }
      for (const entry of signed) insertEntry(database, entry);
    });
    writeRows(database, insert);
    this.#head = placeAfter(place, signed);
    this.#noteLast();
    await this.#keepCopies(signed);
    this.emit('appended');
    return signed.map(({ statement, jws }) => ({ index: statement.index, statement: jws }));
  }

  /** Notes the last entry beside the journal. A failure is harmless: the note only helps to detect damage. */
  #noteLast(): void {
    const { note, log } = this.#options;
    const last = { index: this.#head.index - 1, hash: this.#head.prev };
    if (last.index < 0 || last.hash === note.last?.hash) return;
    try {
      note.write(last);
    } catch (error) {
      log.warn({ err: error }, 'the last entry could not be noted beside the journal');
    }
  }

  /** Keeps copies beside the segments. A failure is harmless: the next start writes what is missing. */
  async #keepCopies(signed: readonly SignedEntry[]): Promise<void> {
    const { segments, log } = this.#options;
    const copies = signed.flatMap(({ statement, file, jws }) => {
      const name = statement.kind === 'notice-acknowledged' ? NOTICE : file;
      return name === null ? [] : [{ path: join(segments, statementCopyName(name)), jws }];
    });
    if (copies.length === 0) return;
    try {
      for (const { path, jws } of copies) await keepStatementCopy(path, jws);
      await syncFolder(segments);
    } catch (error) {
      log.warn({ err: error }, 'a statement could not be kept beside its segment');
    }
  }
}

/** Signs entries that are chained to each other, from `place` on. */
export async function signDrafts(
  { device, privateKey, clock, clockOffset }: JournalAuthor,
  place: ChainPlace,
  drafts: readonly JournalDraft[],
): Promise<readonly SignedEntry[]> {
  const signed: SignedEntry[] = [];
  for (const { body, file, restates } of drafts) {
    const said = {
      v: 1,
      device,
      ...placeAfter(place, signed),
      at: clock.utc(),
      monotonic: clock.monotonic(),
      clockOffset: clockOffset(),
      restates,
      ...body,
    };
    const statement = Statement.parse(withStorableText(said));
    const jws = await signStatement(statement, privateKey);
    signed.push({ statement, jws, file: file ?? null });
  }
  return signed;
}

function placeAfter(place: ChainPlace, signed: readonly SignedEntry[]): ChainPlace {
  const last = signed.at(-1);
  if (last === undefined) return place;
  return { index: last.statement.index + 1, prev: statementHash(last.jws) };
}

export function readHead(database: Database): ChainPlace {
  const last = database
    .prepare<[], { index: number; statement: string }>(
      'select "index", statement from journal order by "index" desc limit 1',
    )
    .get();
  if (last === undefined) return { index: 0, prev: GENESIS };
  return { index: last.index + 1, prev: statementHash(last.statement) };
}
