import { link, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { statementHash } from '@workcompanion/core/crypto/statement';
import { isMissing } from '@workcompanion/core/files/system-error';
import type { JournalHead } from '@workcompanion/core/protocol/journal-head';
import type { JournalDamaged } from '@workcompanion/core/protocol/statement';
import Sqlite, { type Database } from 'better-sqlite3';
import type { Log } from '../log.ts';
import { Journal, type JournalAuthor } from './journal.ts';
import { openDatabase } from './journal-database.ts';
import { finishRebuild, JOURNAL_FILE, UNREAD_FILE } from './journal-files.ts';
import { type LastEntry, LastEntryNote } from './last-entry-note.ts';
import { rebuildJournal, restoreEnd } from './rebuild-journal.ts';
import type { ReservedSpace } from './reserved-space.ts';
import { completeStatementCopies } from './statement-copies.ts';

export const NOTE_FILE = 'last-entry';

export interface JournalOpening extends JournalAuthor {
  /** The recorder's data folder; the segments lie in a folder within it. */
  readonly folder: string;
  readonly segments: string;
  readonly reserve: ReservedSpace;
  readonly log: Log;
  /** Asks the server how much of the journal it holds; null when it does not answer at once. */
  readonly askHead: () => Promise<JournalHead | null>;
}

export interface OpenedJournal {
  readonly journal: Journal;
  readonly database: Database;
  close(): void;
}

/**
 * Opens the journal, whatever the state of its file: what can be read is kept, an entry of its own names
 * what is lost, and the chain continues where it was.
 */
export async function openJournal(opening: JournalOpening): Promise<OpenedJournal> {
  const { folder, segments, reserve } = opening;
  const path = join(folder, JOURNAL_FILE);
  await finishRebuild(folder);
  const note = reserve.run(() => new LastEntryNote(join(folder, NOTE_FILE)));
  const { last } = note;
  const writeAhead = await readLog(folder);
  const known = { ...opening, writeAhead, last };
  const database = await reserve.runSteps(async () => {
    const isEmpty = (await sizeOf(path)) === 0;
    const isGone = isEmpty && (last !== null || (await showsLife(folder, segments)));
    const found = isGone ? 'missing' : inspectJournal(path, last);
    const opened = await (typeof found === 'string'
      ? rebuildJournal(known, found)
      : restoreEnd(known, found));
    return writeAhead === null ? opened : forgetLog(folder, opened);
  });
  reserve.attach(database);
  await completeStatementCopies(segments, database);
  const journal = new Journal({ ...opening, database, note });
  return {
    journal,
    database,
    close() {
      database.close();
      note.close();
    },
  };
}

/**
 * Reads SQLite's log. SQLite deletes what it can't read of it as soon as it opens the file, so the log gets
 * a second name first. That takes no space, so that it also works on a full disk.
 */
async function readLog(folder: string): Promise<Buffer | null> {
  const [path, unread] = [join(folder, `${JOURNAL_FILE}-wal`), join(folder, UNREAD_FILE)];
  const isNamed = await link(path, unread).then(
    () => true,
    () => false,
  );
  const logs = await Promise.all((isNamed ? [unread] : [unread, path]).map(readIfThere));
  const found = logs.filter((log) => log !== null);
  return found.length === 0 ? null : Buffer.concat(found);
}

/**
 * Removes the second name of SQLite's log, now that all of it is saved. Windows removes no name of a file that
 * is open, by whichever of its names: so SQLite lets go of it first.
 */
async function forgetLog(folder: string, database: Database): Promise<Database> {
  database.close();
  await rm(join(folder, UNREAD_FILE), { force: true });
  return openDatabase(join(folder, JOURNAL_FILE));
}

/** Opens the file, or tells what is wrong with it. */
export function inspectJournal(
  path: string,
  last: LastEntry | null,
): Database | JournalDamaged['cause'] {
  try {
    const database = openDatabase(path);
    if (isWhole(database, last)) return database;
    database.close();
    return 'unreadable';
  } catch (error) {
    if (isDamage(error)) return 'unreadable';
    throw error;
  }
}

/** Whether there was a journal before: only a recorder with a journal writes these files. */
async function showsLife(folder: string, segments: string): Promise<boolean> {
  const files = await readdir(segments);
  return (await readdir(folder)).includes('alive') || files.some((name) => name.endsWith('.ts'));
}

export async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(ifMissing(null)))?.size ?? 0;
}

export function readIfThere(path: string): Promise<Buffer | null> {
  return readFile(path).catch(ifMissing(null));
}

function ifMissing<T>(instead: T): (error: unknown) => T {
  return (error) => {
    if (isMissing(error)) return instead;
    throw error;
  };
}

interface Row {
  readonly index: number;
  readonly statement: string;
}

/**
 * Whether the file is sound: SQLite checks its pages, the chain checks the entries that are still to be
 * sent, and a hash checks the noted last entry. A missing end is no damage of the file.
 */
function isWhole(database: Database, last: LastEntry | null): boolean {
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

/** Whether SQLite says that the file is damaged or no database. */
function isDamage(error: unknown): boolean {
  return error instanceof Sqlite.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code);
}

/** Reads only the link to the entry before; whoever receives the statement checks all of it. */
function prevOf(jws: string): string | null {
  try {
    const text = Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString('utf8');
    const { prev }: { prev?: unknown } = JSON.parse(text);
    return typeof prev === 'string' ? prev : null;
  } catch {
    return null;
  }
}
