import type { JournalHead } from '@workcompanion/core/protocol/journal-head';
import type { Database } from 'better-sqlite3';
import { writeRows } from './reserved-space.ts';
import { QUEUED_ENTRY, type QueuedEntry } from './upload-queue.ts';

/** Compares the journal with what the server says it holds. */
export class ComparedEntries {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Queues entries again that were sent and that the server no longer holds. Returns their number. */
  sendAgain({ next, missing }: JournalHead): number {
    const again = this.#database.prepare(
      `update journal set status = 0, attempts = 0, not_before = 0
         where status in (1, 3) and receipt is not null and (
           "index" >= ? or exists (
             select 1 from json_each(?)
             where "index" between value ->> 'first' and value ->> 'last'
           )
         )`,
    );
    return writeRows(this.#database, () => again.run(next, JSON.stringify(missing))).changes;
  }

  /** Whether entries wait at places where the server already holds entries, the same or others. */
  hasUnsettled({ next, missing }: JournalHead): boolean {
    const found = this.#database
      .prepare<[number, string], { found: number }>(
        `select 1 as found from journal
         where status = 0 and "index" < ? and not exists (
           select 1 from json_each(?)
           where "index" between value ->> 'first' and value ->> 'last'
         ) limit 1`,
      )
      .get(next, JSON.stringify(missing));
    return found !== undefined;
  }

  /** Entries that were refused since the server holds another entry at their place or before it. */
  refusedPlaces(): QueuedEntry[] {
    return this.#database
      .prepare<[], QueuedEntry>(
        `select ${QUEUED_ENTRY} from journal
         where status = 2 and last_error in ('journal-fork', 'chain-broken') order by "index"`,
      )
      .all();
  }

  /** The oldest entry that the server has not receipted; `end` when it has all. */
  firstUnsent(end: number): number {
    const row = this.#database
      .prepare<[], { first: number | null }>(
        'select min("index") as first from journal where status in (0, 2)',
      )
      .get();
    return row?.first ?? end;
  }

  count(): number {
    const row = this.#database
      .prepare<[], { count: number }>('select count(*) as count from journal')
      .get();
    return row?.count ?? 0;
  }
}
