import { readFile } from 'node:fs/promises';
import {
  readStatement,
  statementHash,
  verifyStatement,
} from '@workcompanion/core/crypto/statement';
import type { DeviceId } from '@workcompanion/core/ids';
import type { Ed25519Jwk } from '@workcompanion/core/protocol/primitives';
import { Receipt, type Statement } from '@workcompanion/core/protocol/statement';
import Sqlite, { type Database } from 'better-sqlite3';
import type { LastEntry } from './last-entry-note.ts';

/** An entry that is whole: its signature or the one after it says so. */
export interface SavedEntry {
  readonly statement: Statement;
  readonly jws: string;
  /** Null: whether the server has it is not known. */
  readonly receipt: string | null;
}

export interface SalvageSources {
  /** The damaged file, and what lay in the log beside it before SQLite looked at that. */
  readonly path: string | null;
  readonly writeAhead: Buffer | null;
  /** Statements kept elsewhere. */
  readonly copies: readonly string[];
}

interface Author {
  readonly device: DeviceId;
  /** Null when it is lost: then who takes an entry checks its signature. */
  readonly publicKey: Ed25519Jwk | null;
}

/** A statement or a receipt as a page holds it: text among other columns, a signature of 64 bytes. */
const SIGNED_TEXT = /eyJhbGciOiJFZERTQSIs[\w-]+\.[\w-]+\.[\w-]{86}/g;

/**
 * All entries that can still be read: out of the bytes of the files, whatever SQLite thinks of them,
 * and row by row for those that are spread over several pages. `last` is what the note says of the end.
 */
export async function salvageEntries(
  sources: SalvageSources,
  author: Author,
  last: LastEntry | null,
): Promise<ReadonlyMap<number, SavedEntry>> {
  const found = new Findings(author.device);
  for (const jws of sources.copies) found.add(jws);
  const { path, writeAhead } = sources;
  const file = path === null ? null : await readFile(path).catch(() => null);
  for (const source of [file, writeAhead]) {
    for (const [jws] of source?.toString('latin1').matchAll(SIGNED_TEXT) ?? []) found.add(jws);
  }
  const whole = await wholeEntries(found, author.publicKey, last);
  if (path === null) return whole;
  for (const jws of readRows(path, found.end, whole)) found.add(jws);
  return wholeEntries(found, author.publicKey, last);
}

/** Texts by the index that they claim. */
class Findings {
  readonly statements = new Map<number, Map<string, Statement>>();
  /** By the hash of the statement that they are for. */
  readonly receipts = new Map<string, string>();
  readonly #device: DeviceId;

  constructor(device: DeviceId) {
    this.#device = device;
  }

  get end(): number {
    return [...this.statements.keys()].reduce((end, index) => Math.max(end, index + 1), 0);
  }

  add(jws: string): void {
    try {
      const statement = readStatement(jws);
      if (statement.device !== this.#device) return;
      const same = this.statements.get(statement.index) ?? new Map();
      this.statements.set(statement.index, same.set(jws, statement));
    } catch {
      const receipt = readReceipt(jws);
      if (receipt !== null) this.receipts.set(receipt.statement, jws);
    }
  }
}

/** What it says need not be proved: an entry that the server does not hold is asked for again. */
function readReceipt(jws: string): Receipt | null {
  try {
    const payload = Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString('utf8');
    return Receipt.safeParse(JSON.parse(payload)).data ?? null;
  } catch {
    return null;
  }
}

/** From the newest down: an entry that the one after it points at needs no look at its signature. */
async function wholeEntries(
  { statements, receipts, end }: Findings,
  publicKey: Ed25519Jwk | null,
  last: LastEntry | null,
): Promise<Map<number, SavedEntry>> {
  const whole = new Map<number, SavedEntry>();
  let expected = '';
  for (let index = end - 1; index >= 0; index -= 1) {
    if (index === last?.index) expected = last.hash;
    const texts = [...(statements.get(index) ?? [])];
    const linked = texts.find(([jws]) => statementHash(jws) === expected);
    const entry = linked ?? (await firstSigned(texts, publicKey));
    expected = entry?.[1].prev ?? '';
    if (entry === undefined) continue;
    const [jws, statement] = entry;
    whole.set(index, { statement, jws, receipt: receipts.get(statementHash(jws)) ?? null });
  }
  return whole;
}

async function firstSigned(texts: readonly [string, Statement][], publicKey: Ed25519Jwk | null) {
  if (publicKey === null) return texts.find(([jws]) => isWholeText(jws));
  for (const text of texts) {
    const isSigned = await verifyStatement(text[0], publicKey).then(
      () => true,
      () => false,
    );
    if (isSigned) return text;
  }
  return undefined;
}

/** A text that was torn lacks a part of its signature. */
function isWholeText(jws: string): boolean {
  return jws.match(SIGNED_TEXT)?.[0] === jws;
}

/** What SQLite can still find of the entries that lack, and stand in the file. */
function readRows(path: string, end: number, has: ReadonlyMap<number, unknown>): string[] {
  const texts: string[] = [];
  try {
    const database = new Sqlite(path, { readonly: true, fileMustExist: true });
    try {
      // A file that was cut is not opened otherwise.
      database.unsafeMode().pragma('writable_schema = on');
      const row = database.prepare<[number], { statement: unknown; receipt: unknown }>(
        'select statement, receipt from journal where "index" = ?',
      );
      for (let index = 0; index < end; index += 1) {
        if (!has.has(index)) texts.push(...readRow(() => row.get(index)));
      }
    } finally {
      database.close();
    }
  } catch {
    // Then the bytes of the file are all that there is.
  }
  return texts;
}

function readRow(read: () => { statement: unknown; receipt: unknown } | undefined): string[] {
  try {
    const row = read();
    return [row?.statement, row?.receipt].filter((text) => typeof text === 'string');
  } catch {
    return [];
  }
}

/** All but the entries and what is read off them. */
const TABLES = {
  facts: 'insert or ignore into facts values (@name, @value)',
  kept_checkpoints: 'insert or ignore into kept_checkpoints values (@number, @hash, @jws)',
  checkpoint_problems: `insert or ignore into checkpoint_problems
    values (@id, @kind, @checkpoint, @kept, @shown, @shown_jws, @found_at)`,
} as const;

/** What a damaged file still tells beside its entries: each row that can be read. */
export function copyRemainder(path: string, to: Database): void {
  for (const [table, insert] of Object.entries(TABLES)) {
    try {
      const from = new Sqlite(path, { readonly: true, fileMustExist: true });
      try {
        from.unsafeMode().pragma('writable_schema = on');
        for (const row of from.prepare(`select * from ${table}`).iterate()) {
          to.prepare(insert).run(row);
        }
      } finally {
        from.close();
      }
    } catch {
      // What can't be read is told by the server again, or was of use to the run before only.
    }
  }
}
