import { statementHash } from '@workcompanion/core/crypto/statement';
import Sqlite, { type Database } from 'better-sqlite3';
import type { LastEntry } from './last-entry-note.ts';

interface Row {
  readonly index: number;
  readonly statement: string;
}

/**
 * Whether the file can be relied on: its pages as SQLite sees them, the entries that are still to be
 * sent by their chain, and the noted one by its hash. An end that lacks is no damage of the file.
 */
export function isWhole(database: Database, last: LastEntry | null): boolean {
  if (database.pragma('quick_check(1)', { simple: true }) !== 'ok') return false;
  const noted = database
    .prepare<[number], Row>('select "index", statement from journal where "index" = ?')
    .get(last?.index ?? -1);
  if (noted !== undefined && statementHash(noted.statement) !== last?.hash) return false;
  const unsent = database.prepare<[], Row>(
    `select "index", statement from journal
     where "index" >= (select min("index") from journal where status in (0, 2)) order by "index"`,
  );
  let before: Row | null = null;
  for (const row of unsent.iterate()) {
    const prev = prevOf(row.statement);
    const follows = before?.index === row.index - 1;
    if (prev === null || (follows && prev !== statementHash(before?.statement ?? ''))) return false;
    before = row;
  }
  return true;
}

/** SQLite's words for a file that is none of its own, or not any more. */
export function isDamage(error: unknown): boolean {
  return error instanceof Sqlite.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code);
}

/** Read in passing: whoever takes the statement checks all of it. */
function prevOf(jws: string): string | null {
  try {
    const text = Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString('utf8');
    const { prev }: { prev?: unknown } = JSON.parse(text);
    return typeof prev === 'string' ? prev : null;
  } catch {
    return null;
  }
}
