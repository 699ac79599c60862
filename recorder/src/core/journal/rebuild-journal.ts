import { open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { statementHash } from '@workcompanion/core/crypto/statement';
import { syncFolder } from '@workcompanion/core/files/durable-folder';
import type { IndexRange, JournalHead } from '@workcompanion/core/protocol/journal-head';
import { Ed25519Jwk } from '@workcompanion/core/protocol/primitives';
import { GENESIS, type JournalDamaged } from '@workcompanion/core/protocol/statement';
import type { Database } from 'better-sqlite3';
import { segmentFileName } from '../capture/segment-file.ts';
import type { Log } from '../log.ts';
import { insertEntry, type SignedEntry } from './insert-entry.ts';
import { type ChainPlace, type JournalAuthor, readHead, signDrafts } from './journal.ts';
import { damageDrafts } from './journal-damage.ts';
import { openDatabase } from './journal-database.ts';
import {
  damagedName,
  finishRebuild,
  JOURNAL_FILE,
  rebuiltName,
  removeOldDamaged,
  stampOf,
} from './journal-files.ts';
import type { LastEntry } from './last-entry-note.ts';
import { copyRemainder, type SavedEntry, salvageEntries } from './salvage-entries.ts';
import { readStatementCopies } from './statement-copies.ts';

export interface DamagedJournal extends JournalAuthor {
  readonly folder: string;
  readonly segments: string;
  readonly last: LastEntry | null;
  /** SQLite's log beside the file, as it was before SQLite opened it. */
  readonly writeAhead: Buffer | null;
  readonly log: Log;
  readonly askHead: () => Promise<JournalHead | null>;
}

export type Saved = ReadonlyMap<number, SavedEntry>;

/**
 * Replaces a damaged or missing journal by a new file with everything that can be saved and an entry that
 * reports the damage. The new file is whole before it gets the name; the old one is kept aside.
 */
export async function rebuildJournal(
  known: DamagedJournal,
  cause: JournalDamaged['cause'],
): Promise<Database> {
  const { folder, last, log } = known;
  const path = join(folder, JOURNAL_FILE);
  const stamp = stampOf(known.clock.utc());
  const saved = await salvage(known, path);
  const server = last === null ? await known.askHead() : null;
  const place = furthest([placeAfter(last), placeAfter(topOf(saved)), placeAt(server)]);
  const told = {
    cause,
    saved: saved.size,
    lost: lostOf(saved, { from: 0, end: place.index }),
    keptAs: cause === 'missing' ? null : damagedName(stamp),
  };
  const entries = await signDrafts(known, place, damageDrafts(told));
  const database = await replaceJournal(folder, stamp, async (rebuilt) => {
    copyRemainder(path, rebuilt);
    await insertSaved(rebuilt, known, { saved, entries });
  });
  log.error(told, 'the journal was damaged: it goes on with what could be saved');
  return database;
}

/** Replaces the journal by a new file that is whole before it gets the name; the old one is kept aside. */
export async function replaceJournal(
  folder: string,
  stamp: string,
  fill: (rebuilt: Database) => Promise<void>,
): Promise<Database> {
  const draft = join(folder, 'journal-rebuilding.db');
  await removeDraft(draft);
  try {
    const rebuilt = openDatabase(draft);
    try {
      await fill(rebuilt);
    } finally {
      rebuilt.close();
    }
    await syncFile(draft);
  } catch (error) {
    // On a full disk an incomplete file would only take space.
    await removeDraft(draft);
    throw error;
  }
  await rename(draft, join(folder, rebuiltName(stamp)));
  await syncFolder(folder);
  await finishRebuild(folder);
  return openDatabase(join(folder, JOURNAL_FILE));
}

/** Restores the end of a journal whose file is sound but lacks entries that the note knows of. */
export async function restoreEnd(known: DamagedJournal, database: Database): Promise<Database> {
  const { folder, last, writeAhead, log } = known;
  const head = readHead(database);
  if (last === null || last.index < head.index) return database;
  const found = await salvage(known, null);
  const saved = new Map([...found].filter(([index]) => index >= head.index));
  const place = furthest([placeAfter(last), placeAfter(topOf(saved))]);
  try {
    const told = {
      cause: 'behind' as const,
      saved: head.index + saved.size,
      lost: lostOf(saved, { from: head.index, end: place.index }),
      keptAs: await keepLogAside(folder, stampOf(known.clock.utc()), writeAhead),
    };
    const entries = await signDrafts(known, place, damageDrafts(told));
    await insertSaved(database, known, { saved, entries });
    log.error(told, 'the end of the journal was gone: it goes on with what could be saved');
  } catch (error) {
    database.close();
    throw error;
  }
  await removeOldDamaged(folder);
  return database;
}

async function keepLogAside(
  folder: string,
  stamp: string,
  log: Buffer | null,
): Promise<string | null> {
  if (log === null) return null;
  const name = `${damagedName(stamp)}-wal`;
  try {
    await writeFile(join(folder, name), log, { mode: 0o600 });
  } catch (error) {
    await rm(join(folder, name), { force: true });
    throw error;
  }
  return name;
}

async function salvage(known: DamagedJournal, path: string | null): Promise<Saved> {
  const { device, privateKey, last, writeAhead, segments } = known;
  const copies = await readStatementCopies(segments);
  const author = { device, publicKey: Ed25519Jwk.parse(privateKey) };
  return salvageEntries({ path, writeAhead, copies }, author, last);
}

/** Inserts everything in one transaction: saved entries never stand without the report on lost ones. */
export async function insertSaved(
  database: Database,
  { segments }: Pick<DamagedJournal, 'segments'>,
  { saved, entries }: { readonly saved: Saved; readonly entries: readonly SignedEntry[] },
): Promise<void> {
  const files = new Set(await readdir(segments));
  const ordered = [...saved.values()].sort((a, b) => a.statement.index - b.statement.index);
  const superseded = new Set(ordered.map(({ statement }) => statement.restates?.index));
  const settle = database.prepare(
    'update journal set status = ?, receipt = ? where "index" = ? and status = 0',
  );
  database.transaction(() => {
    for (const { statement, jws, receipt } of ordered) {
      const file = statement.kind === 'segment' ? segmentFileName(statement.segment) : null;
      insertEntry(database, { statement, jws, file });
      const isOver = superseded.has(statement.index);
      const isGone = isOver || (file !== null && !files.has(file));
      if (isOver || receipt !== null) settle.run(isGone ? 3 : 1, receipt, statement.index);
    }
    for (const entry of entries) insertEntry(database, entry);
  })();
}

/** Indices of entries that were not saved and that no earlier damage has named. */
function lostOf(
  saved: Saved,
  { from, end }: { readonly from: number; readonly end: number },
): IndexRange[] {
  const named = [...saved.values()].flatMap(({ statement }) =>
    statement.kind === 'journal-damaged' ? statement.lost : [],
  );
  const known = new Set(saved.keys());
  for (const { first, last } of named) {
    for (let index = first; index <= last; index += 1) known.add(index);
  }
  const lost: { first: number; last: number }[] = [];
  for (let index = from; index < end; index += 1) {
    const range = lost.at(-1);
    if (known.has(index)) continue;
    if (range?.last === index - 1) range.last = index;
    else lost.push({ first: index, last: index });
  }
  return lost;
}

function topOf(saved: Saved): LastEntry | null {
  let top: SavedEntry | null = null;
  for (const entry of saved.values()) {
    if (entry.statement.index >= (top?.statement.index ?? 0)) top = entry;
  }
  return top === null ? null : { index: top.statement.index, hash: statementHash(top.jws) };
}

function placeAfter(entry: LastEntry | null): ChainPlace | null {
  return entry === null ? null : { index: entry.index + 1, prev: entry.hash };
}

function placeAt(head: JournalHead | null): ChainPlace | null {
  return head === null ? null : { index: head.next, prev: head.hash };
}

function furthest(places: readonly (ChainPlace | null)[]): ChainPlace {
  return places.reduce<ChainPlace>(
    (best, place) => (place !== null && place.index > best.index ? place : best),
    { index: 0, prev: GENESIS },
  );
}

async function removeDraft(draft: string): Promise<void> {
  for (const suffix of ['', '-wal', '-shm']) await rm(`${draft}${suffix}`, { force: true });
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
