import type { CapturePolicy, Policy } from '@workcompanion/core/protocol/policy';

/** While somebody watches live, footage is at the portal within seconds. */
const WATCHED_SEGMENT_SECONDS = 4;

export interface CaptureMoment {
  /** Somebody watches as it is recorded. */
  readonly watched: boolean;
  /** Since the last key or mouse move; null when nobody can tell. */
  readonly idleSeconds: number | null;
  /** Null when nobody can tell. */
  readonly onBattery: boolean | null;
}

/** How to record just now: the policy, as far as the moment doesn't ask for something else. */
export function captureSettings(policy: Policy, moment: CaptureMoment): CapturePolicy {
  const { capture, idle, saving } = policy;
  return {
    ...capture,
    segmentSeconds: moment.watched
      ? Math.min(capture.segmentSeconds, WATCHED_SEGMENT_SECONDS)
      : capture.segmentSeconds,
    framesPerSecond: Math.min(
      capture.framesPerSecond,
      isIdle(policy, moment) ? idle.framesPerSecond : Number.POSITIVE_INFINITY,
      (moment.onBattery === true ? saving.batteryFramesPerSecond : null) ??
        Number.POSITIVE_INFINITY,
    ),
  };
}

/** Whoever watches sees all there is. */
function isIdle({ idle: { afterSeconds } }: Policy, { idleSeconds, watched }: CaptureMoment) {
  return !watched && afterSeconds !== null && idleSeconds !== null && idleSeconds >= afterSeconds;
}

/** Bytes a second that may be sent just now; null for no limit. `metered`: null when nobody can tell. */
export function uploadRate(
  { upload, saving }: Pick<Policy, 'upload' | 'saving'>,
  metered: boolean | null,
): number | null {
  const rates = [upload.bytesPerSecond, metered === true ? saving.meteredBytesPerSecond : null];
  const limits = rates.filter((rate) => rate !== null);
  return limits.length === 0 ? null : Math.min(...limits);
}
