import type { Statement } from '@workcompanion/core/protocol/statement';
import type { Database } from 'better-sqlite3';
import { writeSeenCheckpoint } from '../checkpoints/checkpoint-store.ts';
import { Facts } from './facts.ts';

export interface SignedEntry {
  readonly statement: Statement;
  readonly jws: string;
  /** A name within the segment folder. */
  readonly file: string | null;
}

/** Inserts an entry that waits to be sent, and updates what follows from it. */
export function insertEntry(database: Database, { statement, jws, file }: SignedEntry): void {
  const segment = statement.kind === 'segment' ? statement : null;
  const stored = statement.kind === 'window-track' ? statement : segment;
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
      bytes: stored?.bytes ?? 0,
      startsAt: segment?.start ?? null,
    });
  // A statement that only repeats another one has had its effect already.
  if (statement.restates === undefined) projectStatement(database, statement);
}

/** Updates the open recordings, the open gaps and the facts by a new statement. */
function projectStatement(database: Database, statement: Statement): void {
  const run = (sql: string, values: object) => database.prepare(sql).run(values);
  switch (statement.kind) {
    case 'recording-started':
      run(
        `insert into open_recordings (recording, display, began_at)
         values (@recording, @display, @at)`,
        { recording: statement.recording, display: statement.display, at: statement.at },
      );
      break;
    case 'segment':
      run(
        `update open_recordings
         set first_start = coalesce(first_start, @start), last_end = @end, segments = segments + 1
         where recording = @recording`,
        {
          recording: statement.recording,
          start: statement.start,
          end: statement.start + statement.duration,
        },
      );
      break;
    case 'recording-ended':
      run('delete from open_recordings where recording = @recording', {
        recording: statement.recording,
      });
      break;
    case 'gap':
    case 'paused':
    case 'resumed':
      projectGap(database, statement);
      break;
    case 'policy-applied':
      new Facts(database).set('applied-policy', String(statement.policyVersion));
      break;
    case 'notice-acknowledged':
      new Facts(database).set('acknowledged-notice', String(statement.noticeVersion));
      break;
    case 'checkpoint-seen':
      writeSeenCheckpoint(new Facts(database), statement);
      break;
    case 'journal-damaged':
      new Facts(database).set('journal-damage', String(statement.index));
      break;
    case 'key-deposited':
    case 'window-track':
      break;
  }
}

type GapStatement = Extract<Statement, { kind: 'gap' | 'paused' | 'resumed' }>;

function projectGap(database: Database, statement: GapStatement): void {
  if (statement.kind === 'resumed' || (statement.kind === 'gap' && statement.to !== null)) {
    database.prepare('delete from open_gaps where gap = ?').run(statement.gap);
    return;
  }
  const paused = statement.kind === 'paused';
  database
    .prepare(
      `insert into open_gaps (gap, kind, display, cause, starts_at, until, note)
       values (@gap, @kind, @display, @cause, @from, @until, @note)`,
    )
    .run({
      gap: statement.gap,
      kind: statement.kind,
      from: statement.from,
      display: paused ? null : statement.display,
      cause: paused ? 'paused' : statement.cause,
      until: paused ? statement.until : null,
      note: paused ? statement.reason : statement.note,
    });
}
