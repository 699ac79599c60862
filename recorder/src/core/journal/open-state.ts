import type { GapId, RecordingId } from '@workcompanion/core/ids';
import type { GapCause } from '@workcompanion/core/protocol/gap-cause';
import type { DisplayName } from '@workcompanion/core/protocol/primitives';
import type { Database } from 'better-sqlite3';

/** All times in UTC µs. */
export interface OpenRecording {
  readonly recording: RecordingId;
  readonly display: DisplayName;
  /** Start of its first segment and end of its last, as far as they are in the journal. */
  readonly firstStart: number | null;
  readonly lastEnd: number | null;
  readonly segments: number;
  /** When its beginning was written down. */
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

/** What the statements so far have begun and not ended. */
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
