import type { GapCause } from '@workcompanion/core/protocol/gap-cause';
import type { WeeklySchedule } from '@workcompanion/core/protocol/policy';
import type { DisplayName } from '@workcompanion/core/protocol/primitives';
import type { StatementBody } from '@workcompanion/core/protocol/statement';
import { nextChange } from '@workcompanion/core/schedule/weekly-schedule';
import { gapClosed, gapOpened, newGap, outlasts, ownGapsUntil } from '../capture/gap-bodies.ts';
import type { OpenGap, OpenRecording } from './open-state.ts';

/** µs. A killed run has written what it recorded to the disk within this time. */
const LONGEST_UNSEEN = 10_000_000;

type AbsenceCause = Extract<GapCause, 'killed' | 'crashed' | 'disk-full'>;

export interface AbsenceFacts {
  readonly recordings: readonly OpenRecording[];
  readonly gaps: readonly OpenGap[];
  /** The last sign of life of the last run; null when it never gave one. */
  readonly lastAlive: number | null;
  readonly now: number;
  readonly cause: AbsenceCause;
  readonly note: string | null;
  readonly schedule: WeeklySchedule | null;
  /** When a full disk began to delay this start; null when it did not. */
  readonly fullSince: number | null;
  /**
   * For a damaged journal: where the last footage that it still knows of ends, since what was
   * open may be among the entries that are lost. Null when it is whole.
   */
  readonly damaged: ReadonlyMap<DisplayName, number> | null;
}

/**
 * The entries by which a start reports a run that did not end in good order: the footage of each display
 * ends with its last frame on the disk, and a gap with the cause follows. Where the last display ends,
 * one gap of all displays begins. Recovered segments are in the journal by then, and all entries are
 * appended in one step. There are none after an orderly end.
 */
export function explainAbsence(facts: AbsenceFacts): StatementBody[] {
  const from = absentFrom(facts);
  if (from === null) return [];
  const { recordings, gaps, cause, note } = facts;
  const why = { cause, note };
  return [
    ...recordings.map((recording) => recordingEnded(recording, cause)),
    ...gaps
      .filter(
        (gap) => footageAfter(gap, facts) !== null || gap.display === null || !outlasts(gap, cause),
      )
      .map((gap) => gapClosed(gap, footageAfter(gap, facts) ?? from)),
    ...ownGapsUntil(from, why, lastFootage(facts)),
    ...absence(newGap(why, { display: null, from }), facts.fullSince),
  ];
}

/** The gap of all displays, which changes its cause when a start then found the disk full. */
function absence(gap: OpenGap, fullSince: number | null): StatementBody[] {
  if (fullSince === null) return [gapOpened(gap)];
  const from = Math.max(gap.from, fullSince);
  const full = newGap({ cause: 'disk-full', note: null }, { display: null, from });
  return [gapClosed(gap, from), gapOpened(full)];
}

/** When the absence began; null when an open gap explains the time already. */
function absentFrom(facts: AbsenceFacts): number | null {
  const { recordings, gaps, lastAlive, now } = facts;
  const ends = [...lastEnds(recordings).values()];
  const own = gaps.filter((gap) => gap.display !== null && footageAfter(gap, facts) === null);
  const least = own.map((gap) => gap.from);
  if (ends.length > 0) return Math.max(...ends, ...least);
  const ofAll = gaps.findLast((gap) => gap.display === null);
  if (ofAll !== undefined) return outlived(ofAll, facts);
  if (recordings.length + gaps.length === 0) {
    if (facts.damaged === null) return null;
    const known = [...lastFootage(facts).values()];
    return known.length > 0 ? Math.max(...known) : lastAlive;
  }
  return Math.max(...least, lastAlive ?? now);
}

/** Without an open recording only a damaged journal tells something, and only its recent footage counts. */
function lastFootage({ recordings, gaps, damaged, lastAlive }: AbsenceFacts) {
  if (damaged === null || recordings.length + gaps.length > 0) return lastEnds(recordings);
  const recent = (lastAlive ?? 0) - LONGEST_UNSEEN;
  return new Map([...damaged].filter(([, end]) => end >= recent));
}

function lastEnds(recordings: readonly OpenRecording[]): Map<DisplayName, number> {
  const ends = new Map<DisplayName, number>();
  for (const { display, lastEnd } of recordings) {
    if (lastEnd !== null) ends.set(display, Math.max(lastEnd, ends.get(display) ?? lastEnd));
  }
  return ends;
}

/** When the open gap stopped being true; null when it still is. */
function outlived(gap: OpenGap, facts: AbsenceFacts): number | null {
  const { lastAlive, now, cause, schedule, recordings } = facts;
  const died = Math.max(gap.from, lastAlive ?? gap.from);
  // A recording had begun and had no frame on the disk yet, so the gap was about to end.
  if (recordings.length > 0) return died;
  const ended = expectedEnd(gap, schedule, died);
  if (ended !== null) return ended < now ? ended : null;
  const isToldOf = [cause, 'stopped', 'signed-out'].includes(gap.cause);
  return isToldOf ? null : died;
}

/** Pauses and times outside the schedule go on whether or not the recorder runs. */
function expectedEnd(gap: OpenGap, schedule: WeeklySchedule | null, died: number): number | null {
  if (gap.kind === 'paused') return gap.until ?? Number.POSITIVE_INFINITY;
  if (gap.cause !== 'outside-schedule') return null;
  const next = nextChange(schedule, died / 1000);
  return next === null ? Number.POSITIVE_INFINITY : next * 1000;
}

/** Where footage ended the gap, if the run was killed before it could say so. */
function footageAfter(gap: OpenGap, { recordings }: AbsenceFacts): number | null {
  const starts = recordings
    .filter(({ display }) => gap.display === null || gap.display === display)
    .flatMap(({ firstStart }) => firstStart ?? [])
    .filter((start) => start >= gap.from);
  return starts.length === 0 ? null : Math.min(...starts);
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
