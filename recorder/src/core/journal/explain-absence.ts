import type { GapCause } from '@workcompanion/core/protocol/gap-cause';
import type { WeeklySchedule } from '@workcompanion/core/protocol/policy';
import type { StatementBody } from '@workcompanion/core/protocol/statement';
import { nextChange } from '@workcompanion/core/schedule/weekly-schedule';
import { gapClosed, gapOpened, newGap } from '../capture/gap-bodies.ts';
import type { OpenGap, OpenRecording } from './open-state.ts';

export interface AbsenceFacts {
  readonly recordings: readonly OpenRecording[];
  readonly gaps: readonly OpenGap[];
  /** When the run before last showed a sign of life; null when it never did. */
  readonly lastAlive: number | null;
  readonly now: number;
  readonly cause: Extract<GapCause, 'killed' | 'crashed'>;
  readonly note: string | null;
  readonly schedule: WeeklySchedule | null;
}

/**
 * What a start has to say about a run that did not end in order: its footage ends where the last
 * frame on the disk ends, and from there on the time is a gap with the cause. Recovered segments are
 * in the journal before. All of it is appended in one step. Nothing to say after an orderly end.
 */
export function explainAbsence(facts: AbsenceFacts): StatementBody[] {
  const from = absentFrom(facts);
  if (from === null) return [];
  const opened = newGap({ cause: facts.cause, note: facts.note }, { display: null, from });
  return [
    ...facts.recordings.map((recording) => recordingEnded(recording, facts.cause)),
    ...facts.gaps.map((gap) => gapClosed(gap, footageAfter(gap, facts) ?? from)),
    gapOpened(opened),
  ];
}

/** Null when a gap that is open already tells what the time is. */
function absentFrom(facts: AbsenceFacts): number | null {
  const ends = facts.recordings.flatMap(({ lastEnd }) => lastEnd ?? []);
  if (ends.length > 0) return Math.min(...ends);
  const ofAll = facts.gaps.findLast((gap) => gap.display === null);
  if (ofAll !== undefined) return outlived(ofAll, facts);
  if (facts.recordings.length + facts.gaps.length === 0) return null;
  return facts.lastAlive ?? facts.now;
}

/** When the open gap stopped telling the truth; null when it still does. */
function outlived(gap: OpenGap, facts: AbsenceFacts): number | null {
  const { lastAlive, now, cause, schedule, recordings } = facts;
  const died = Math.max(gap.from, lastAlive ?? gap.from);
  // A recording had begun, without a frame on the disk yet: the gap was about to end.
  if (recordings.length > 0) return died;
  const ended = expectedEnd(gap, schedule, died);
  if (ended !== null) return ended < now ? ended : null;
  const isToldOf = [cause, 'stopped', 'signed-out'].includes(gap.cause);
  return isToldOf ? null : died;
}

/** A pause, and the time outside the schedule, go on whether or not the recorder runs. */
function expectedEnd(gap: OpenGap, schedule: WeeklySchedule | null, died: number): number | null {
  if (gap.kind === 'paused') return gap.until ?? Number.POSITIVE_INFINITY;
  if (gap.cause !== 'outside-schedule') return null;
  const next = nextChange(schedule, died / 1000);
  return next === null ? Number.POSITIVE_INFINITY : next * 1000;
}

/** Footage that ended the gap, but the run did not live to say so. */
function footageAfter(gap: OpenGap, { recordings }: AbsenceFacts): number | null {
  const starts = recordings
    .filter(({ display }) => gap.display === null || gap.display === display)
    .flatMap(({ firstStart }) => firstStart ?? [])
    .filter((start) => start >= gap.from);
  return starts.length === 0 ? null : Math.max(...starts);
}

function recordingEnded(recording: OpenRecording, reason: GapCause): StatementBody {
  return {
    kind: 'recording-ended',
    recording: recording.recording,
    display: recording.display,
    end: recording.lastEnd ?? recording.beganAt,
    segments: recording.segments,
    reason,
  };
}
