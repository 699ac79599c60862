import { join } from 'node:path';
import { readStatement } from '@workcompanion/core/crypto/statement';
import type { DeviceId } from '@workcompanion/core/ids';
import type { Database } from 'better-sqlite3';
import {
  type DeviceIdentity,
  type IdentityPlace,
  isLocked,
  openIdentity,
  readIdentity,
} from '../device/device-identity.ts';
import { finishRebuild, JOURNAL_FILE, stampOf } from './journal-files.ts';
import { LastEntryNote } from './last-entry-note.ts';
import { inspectJournal, NOTE_FILE, readIfThere, sizeOf } from './open-journal.ts';
import { insertSaved, replaceJournal } from './rebuild-journal.ts';
import { salvageEntries } from './salvage-entries.ts';
import { readStatementCopies } from './statement-copies.ts';

export interface FormerJournal {
  readonly device: DeviceId;
  /** Null when it is lost, or its key can't be had. */
  readonly identity: DeviceIdentity | null;
  readonly database: Database;
}

/**
 * Opens the journal of a former device, whatever its state: the entries come from the file, as far as it can
 * be read, and from the statements beside the segments. Nothing is signed, so that losses are not
 * reported. Null when no statement is found.
 */
export async function openFormerJournal(
  place: IdentityPlace,
  nowMs: number,
): Promise<FormerJournal | null> {
  const { folder } = place;
  const segments = join(folder, 'segments');
  const path = join(folder, JOURNAL_FILE);
  await finishRebuild(folder);
  const note = new LastEntryNote(join(folder, NOTE_FILE));
  const { last } = note;
  note.close();
  const writeAhead = await readIfThere(`${path}-wal`);
  const copies = await readStatementCopies(segments);
  const found = (await sizeOf(path)) === 0 ? 'missing' : inspectJournal(path, last);
  const isSound = typeof found !== 'string';
  const known = await readIdentity(folder);
  const identity = (await isLocked(place)) ? null : await openIdentity(place);
  const device = known?.device ?? (isSound ? deviceOf(entriesOf(found)) : deviceOf(copies));
  if (device === null) {
    if (isSound) found.close();
    return null;
  }
  const publicKey = known?.publicKey ?? null;
  const sources = { path: isSound ? null : path, writeAhead, copies };
  const saved = new Map(await salvageEntries(sources, { device, publicKey }, last));
  if (!isSound) {
    const fill = (database: Database) =>
      insertSaved(database, { segments }, { saved, entries: [] });
    const database = await replaceJournal(folder, stampOf(nowMs * 1000), fill);
    return { device, identity, database };
  }
  const has = found.prepare<[number], unknown>('select 1 from journal where "index" = ?');
  for (const index of saved.keys()) if (has.get(index) !== undefined) saved.delete(index);
  await insertSaved(found, { segments }, { saved, entries: [] });
  return { device, identity, database: found };
}

function* entriesOf(database: Database): Generator<string> {
  const rows = database.prepare<[], { statement: string }>('select statement from journal limit 1');
  for (const { statement } of rows.all()) yield statement;
}

/** The device of the first statement that can be read. */
function deviceOf(statements: Iterable<string>): DeviceId | null {
  for (const jws of statements) {
    try {
      return readStatement(jws).device;
    } catch {
      // A torn copy: the next statement tells the device.
    }
  }
  return null;
}
