import type { RecorderState } from '@workcompanion/core/protocol/messages';

export interface RecorderConditions {
  readonly stopping: boolean;
  readonly away: boolean;
  readonly noticeAcknowledged: boolean;
  /** UTC µs; null when not paused. */
  readonly pausedUntil: number | null;
  readonly now: number;
  readonly scheduled: boolean;
  readonly diskFull: boolean;
}

export type DesiredState = Exclude<RecorderState, 'capture-failed'>;

/** What the recorder should be doing; the first reason not to record wins. */
export function desiredState(conditions: RecorderConditions): DesiredState {
  const { stopping, noticeAcknowledged, pausedUntil, now, scheduled, diskFull, away } = conditions;
  if (stopping) return 'stopping';
  if (!noticeAcknowledged) return 'awaiting-notice';
  if (away) return 'paused';
  if (pausedUntil !== null && now < pausedUntil) return 'paused';
  if (!scheduled) return 'outside-schedule';
  if (diskFull) return 'disk-full';
  return 'recording';
}
