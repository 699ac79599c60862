import { readFile } from 'node:fs/promises';
import {
  readStatement,
  statementHash,
  verifyStatement,
} from '@workcompanion/core/crypto/statement';
import type { DeviceId } from '@workcompanion/core/ids';
import type { Ed25519Jwk } from '@workcompanion/core/protocol/primitives';
import { Receipt } from '@workcompanion/core/protocol/receipt';
import type { Statement } from '@workcompanion/core/protocol/statement';
import Sqlite, { type Database } from 'better-sqlite3';
import type { LastEntry } from './last-entry-note.ts';

/** An entry that is certainly whole, by its signature or by the entry after it. */
export interface SavedEntry {
  readonly statement: Statement;
  readonly jws: string;
  /** Null when it is not known whether the server holds the entry. */
  readonly receipt: string | null;
}

export interface SalvageSources {
  /** The damaged file, and the log beside it as it was before SQLite opened it. */
  readonly path: string | null;
  readonly writeAhead: Buffer | null;
  /** Statements that are kept beside the segments. */
  readonly copies: readonly string[];
}

interface Author {
  readonly device: DeviceId;
  /** Null when the key is lost: then whoever receives an entry checks its signature. */
  readonly publicKey: Ed25519Jwk | null;
}

/** A statement or a receipt within a database page: signed text with a signature of 64 bytes. */
const SIGNED_TEXT = /eyJhbGciOiJFZERTQSIs[\w-]+\.[\w-]+\.[\w-]{86}/g;

/**
 * Collects all entries that can still be read: from the bytes of the files, even if SQLite rejects them, and
 * row by row for entries that are spread over several pages. `last` is what the note says of the end.
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

/** Collects statements by the index that they claim. */
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

/** A receipt is taken without proof: the server asks again for entries that it does not hold. */
function readReceipt(jws: string): Receipt | null {
  try {
    const payload = Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString('utf8');
    return Receipt.safeParse(JSON.parse(payload)).data ?? null;
  } catch {
    return null;
  }
}

/** Goes from the newest entry down: an entry that the one after it refers to needs no check of its signature. */
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

/** Whether the text is complete: a torn one lacks a part of its signature. */
function isWholeText(jws: string): boolean {
  return jws.match(SIGNED_TEXT)?.[0] === jws;
}

/** Reads missing entries row by row, as far as SQLite still finds them in the file. */
function readRows(path: string, end: number, has: ReadonlyMap<number, unknown>): string[] {
  const texts: string[] = [];
  try {
    const database = new Sqlite(path, { readonly: true, fileMustExist: true });
    try {
      // Without this SQLite does not open a truncated file.
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
    // Then only the bytes of the file are left to search.
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

/** The tables whose rows do not follow from the entries. */
const TABLES = {
  facts: 'insert or ignore into facts values (@name, @value)',
  kept_checkpoints: 'insert or ignore into kept_checkpoints values (@number, @hash, @jws)',
  checkpoint_problems: `insert or ignore into checkpoint_problems
    values (@id, @kind, @checkpoint, @kept, @shown, @shown_jws, @found_at)`,
} as const;

/** Copies the other rows of a damaged file that can still be read. */
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
      // What can't be read is told by the server again, or mattered only to the last run.
    }
  }
}
