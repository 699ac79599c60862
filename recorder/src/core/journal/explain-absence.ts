import type { GapCause } from '@workcompanion/core/protocol/gap-cause';
import type { WeeklySchedule } from '@workcompanion/core/protocol/policy';
import type { DisplayName } from '@workcompanion/core/protocol/primitives';
import type { StatementBody } from '@workcompanion/core/protocol/statement';
import { nextChange } from '@workcompanion/core/schedule/weekly-schedule';
import { gapClosed, gapOpened, newGap, outlasts, ownGapsUntil } from '../capture/gap-bodies.ts';
import type { OpenGap, OpenRecording } from './open-state.ts';

/** µs. Within it, what a run that is killed has recorded is on the disk. */
const LONGEST_UNSEEN = 10_000_000;

export type AbsenceCause = Extract<GapCause, 'killed' | 'crashed' | 'disk-full'>;

export interface AbsenceFacts {
  readonly recordings: readonly OpenRecording[];
  readonly gaps: readonly OpenGap[];
  /** When the run before last showed a sign of life; null when it never did. */
  readonly lastAlive: number | null;
  readonly now: number;
  readonly cause: AbsenceCause;
  readonly note: string | null;
  readonly schedule: WeeklySchedule | null;
  /** Since when a full disk has kept this start from going on; null when it has not. */
  readonly fullSince: number | null;
  /**
   * For a damaged journal: where the last footage that it still knows of ends, since what was
   * open may be among the entries that are lost. Null when it is whole.
   */
  readonly damaged: ReadonlyMap<DisplayName, number> | null;
}

/**
 * What a start has to say about a run that did not end in order: the footage of each display ends where
 * its last frame on the disk ends, and from there on its time is a gap with the cause. Where the last of
 * them ends, that is one gap of all. Recovered segments are in the journal before. All of it is
 * appended in one step. Nothing to say after an orderly end.
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

/** Nobody ran, and then one that found no room. */
function absence(gap: OpenGap, fullSince: number | null): StatementBody[] {
  if (fullSince === null) return [gapOpened(gap)];
  const from = Math.max(gap.from, fullSince);
  const full = newGap({ cause: 'disk-full', note: null }, { display: null, from });
  return [gapClosed(gap, from), gapOpened(full)];
}

/** Null when a gap that is open already tells what the time is. */
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

/** Without an open recording only what a damaged journal knows; older footage tells nothing of the end. */
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
