import type { Database } from 'better-sqlite3';
import { writeRows } from './reserved-space.ts';

/** Values that a start must know of the last run. */
export type FactName =
  | 'applied-policy'
  | 'acknowledged-notice'
  /** Its text in each language, as JSON. */
  | 'acknowledged-text'
  /** The checkpoint that the journal last said was seen, and when, as JSON. */
  | 'seen-checkpoint'
  /** The last entry that reported a damaged journal. */
  | 'journal-damage'
  /** The last such entry after which a start has explained the time before. */
  | 'explained-damage'
  /** The error by which the last run crashed. */
  | 'crash'
  /** The version that ran last; below, its last change as JSON. */
  | 'version'
  | 'version-change'
  /** What became of the last release from the portal, as JSON. */
  | 'update'
  /** The machine's boot in which the recorder last ran. */
  | 'boot';

export class Facts {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  get(name: FactName): string | null {
    const row = this.#database
      .prepare<[string], { value: string }>('select value from facts where name = ?')
      .get(name);
    return row?.value ?? null;
  }

  set(name: FactName, value: string): void {
    const set = this.#database.prepare(
      'insert into facts values (?, ?) on conflict (name) do update set value = excluded.value',
    );
    writeRows(this.#database, () => set.run(name, value));
  }

  clear(name: FactName): void {
    const clear = this.#database.prepare('delete from facts where name = ?');
    writeRows(this.#database, () => clear.run(name));
  }
}
