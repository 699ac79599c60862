import { randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { statSync, truncateSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isDiskFullError } from '@workcompanion/core/files/system-error';
import type { Database } from 'better-sqlite3';

const BYTES = 4 * 1024 * 1024;
const PIECE_BYTES = 256 * 1024;
/** The number of pages of the log before it is written back (journal-database.ts). An entry takes about one. */
const SPARE_PAGES = 256;
const PAGE_BYTES = 4096;

const RESERVES = new WeakMap<Database, ReservedSpace>();

/**
 * Disk space that is reserved for the journal, so that it can say why recording ends when the disk is
 * full. Whatever fills the disk may also take what is freed, so the first part lies within the journal:
 * free pages in its file, and a log that was once as long, both of which SQLite writes over. The second
 * part is a file beside it, for a start that needs more. Its bytes are random, because a file system that
 * compresses would store zeros without taking space. Once released, the file is empty: by this the next
 * start knows that the disk was full.
 */
export class ReservedSpace extends EventEmitter<{ full: [] }> {
  readonly #path: string;
  #database: Database | null = null;

  constructor(folder: string) {
    super();
    this.#path = join(folder, 'journal.spare');
  }

  /** When the disk was first seen to be full, UTC µs; null once the space could be reserved again. */
  get releasedAt(): number | null {
    const file = statSync(this.#path, { throwIfNoEntry: false });
    return file?.size === 0 ? Math.round(file.mtimeMs * 1000) : null;
  }

  /** Frees the file, since a write found the disk full. */
  release(): void {
    if (this.#size > 0) truncateSync(this.#path, 0);
    this.emit('full');
  }

  /** Reserves what is not reserved yet. False when there is no space for it. */
  async take(): Promise<boolean> {
    try {
      this.#sparePages();
      if (this.#size <= 0) await this.#makeFile();
      return true;
    } catch (error) {
      if (isDiskFullError(error)) return false;
      throw error;
    }
  }

  /** Runs a step that may meet a full disk; if it does, runs it once more in the released space. */
  run<T>(step: () => T): T {
    try {
      return step();
    } catch (error) {
      if (!isDiskFullError(error)) throw error;
      this.release();
      return step();
    }
  }

  /** Like `run`, for several steps. */
  async runSteps<T>(steps: () => Promise<T>): Promise<T> {
    try {
      return await steps();
    } catch (error) {
      if (!isDiskFullError(error)) throw error;
      this.release();
      return steps();
    }
  }

  /** Lets `writeRows` use the reserved space of this database. */
  attach(database: Database): void {
    this.#database = database;
    RESERVES.set(database, this);
  }

  /** Makes free pages, and a log as long, by inserting and deleting a large row. SQLite begins each log anew. */
  #sparePages(): void {
    const database = this.#database;
    if (database === null) return;
    const free = Number(database.pragma('freelist_count', { simple: true }));
    const log = statSync(`${database.name}-wal`, { throwIfNoEntry: false })?.size ?? 0;
    if (free >= SPARE_PAGES / 2 && log >= SPARE_PAGES * PAGE_BYTES) return;
    const bytes = (SPARE_PAGES * PAGE_BYTES) / 2;
    database.exec(`insert or replace into facts values ('spare', hex(randomblob(${bytes})))`);
    database.exec(`delete from facts where name = 'spare'`);
  }

  async #makeFile(): Promise<void> {
    const draft = `${this.#path}.new`;
    const file = await open(draft, 'w', 0o600);
    try {
      for (let at = 0; at < BYTES; at += PIECE_BYTES)
        await file.writeFile(randomBytes(PIECE_BYTES));
      await file.sync();
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    } finally {
      await file.close();
    }
    await rename(draft, this.#path);
  }

  /** The size of the file; -1 when it was never made. */
  get #size(): number {
    return statSync(this.#path, { throwIfNoEntry: false })?.size ?? -1;
  }
}

/** Writes to the journal's database; uses the reserved space on a full disk, except within a transaction. */
export function writeRows<T>(database: Database, write: () => T): T {
  const room = RESERVES.get(database);
  return room === undefined || database.inTransaction ? write() : room.run(write);
}
