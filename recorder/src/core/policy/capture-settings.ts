import type { CapturePolicy, Policy } from '@workcompanion/core/protocol/policy';

/** While somebody watches live, footage is at the portal within seconds. */
const WATCHED_SEGMENT_SECONDS = 4;

export interface CaptureMoment {
  /** Somebody watches as it is recorded. */
  readonly watched: boolean;
}

/** How to record just now: the policy, as far as the moment doesn't ask for something else. */
export function captureSettings({ capture }: Policy, { watched }: CaptureMoment): CapturePolicy {
  const segmentSeconds = watched
    ? Math.min(capture.segmentSeconds, WATCHED_SEGMENT_SECONDS)
    : capture.segmentSeconds;
  return { ...capture, segmentSeconds };
}
