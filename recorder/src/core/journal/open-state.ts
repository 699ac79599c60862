import { readStatement } from '@workcompanion/core/crypto/statement';
import type { GapId, RecordingId } from '@workcompanion/core/ids';
import type { GapCause } from '@workcompanion/core/protocol/gap-cause';
import type { DisplayName } from '@workcompanion/core/protocol/primitives';
import type { Database } from 'better-sqlite3';

/** All times in UTC µs. */
export interface OpenRecording {
  readonly recording: RecordingId;
  readonly display: DisplayName;
  /** The start of its first segment and the end of its last, as far as they are in the journal. */
  readonly firstStart: number | null;
  readonly lastEnd: number | null;
  readonly segments: number;
  /** When its `recording-started` was written. */
  readonly beganAt: number;
}

export interface OpenGap {
  readonly gap: GapId;
  /** A pause opens with `paused` and closes with `resumed`, all others are `gap` statements. */
  readonly kind: 'gap' | 'paused';
  /** Null: all displays. */
  readonly display: DisplayName | null;
  readonly cause: GapCause;
  readonly from: number;
  /** When a pause is to end by itself. */
  readonly until: number | null;
  readonly note: string | null;
}

/** Recordings that the statements have begun and not ended. */
export function readOpenRecordings(database: Database): OpenRecording[] {
  return database
    .prepare<[], OpenRecording>(
      `select recording, display, first_start as firstStart, last_end as lastEnd, segments,
              began_at as beganAt
       from open_recordings order by recording`,
    )
    .all();
}

export function readOpenGaps(database: Database): OpenGap[] {
  return database
    .prepare<[], OpenGap>(
      `select gap, kind, display, cause, starts_at as "from", until, note
       from open_gaps order by gap`,
    )
    .all();
}

/** More than the number of displays of any machine. */
const NEWEST_SEGMENTS = 32;

export function readLastFootage(database: Database): ReadonlyMap<DisplayName, number> {
  const rows = database
    .prepare<[number], { statement: string }>(
      `select statement from journal where kind = 'segment' order by "index" desc limit ?`,
    )
    .all(NEWEST_SEGMENTS);
  const ends = new Map<DisplayName, number>();
  for (const { statement: jws } of rows) {
    const statement = readStatement(jws);
    if (statement.kind !== 'segment') continue;
    const { display, start, duration } = statement;
    ends.set(display, Math.max(start + duration, ends.get(display) ?? 0));
  }
  return ends;
}
