import Sqlite, { type Database } from 'better-sqlite3';

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
