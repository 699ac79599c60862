import type { Statement } from '@workcompanion/core/protocol/statement';
import type { Database } from 'better-sqlite3';
import { projectStatement } from './project-statement.ts';

export interface SignedEntry {
  readonly statement: Statement;
  readonly jws: string;
  /** A name within the segment folder. */
  readonly file: string | null;
}

/** An entry as it waits to be sent, and what follows from it. */
export function insertEntry(database: Database, { statement, jws, file }: SignedEntry): void {
  const segment = statement.kind === 'segment' ? statement : null;
  database
    .prepare(
      `insert into journal ("index", kind, statement, file, bytes, starts_at)
       values (@index, @kind, @statement, @file, @bytes, @startsAt)`,
    )
    .run({
      index: statement.index,
      kind: statement.kind,
      statement: jws,
      file,
      bytes: segment?.bytes ?? 0,
      startsAt: segment?.start ?? null,
    });
  // What is only said again has had its effect.
  if (statement.restates === undefined) projectStatement(database, statement);
}
