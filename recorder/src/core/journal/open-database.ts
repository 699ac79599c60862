import Database from 'better-sqlite3';
import { CHECKPOINT_SCHEMA } from '../checkpoints/checkpoint-schema.ts';
import { JOURNAL_SCHEMA } from './schema.ts';

/** A commit is on the medium when it returns (`synchronous = FULL`). */
export function openDatabase(path: string): Database.Database {
  const database = new Database(path);
  try {
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('busy_timeout = 5000');
    // Pages of 4 KiB: what spare-room.ts keeps room for.
    database.pragma('wal_autocheckpoint = 256');
    database.exec(JOURNAL_SCHEMA);
    database.exec(CHECKPOINT_SCHEMA);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
