import type { CapturePolicy, Policy } from '@workcompanion/core/protocol/policy';

/** While somebody watches live, footage is at the portal within two seconds. */
const WATCHED_SEGMENT_SECONDS = 1;

export interface CaptureMoment {
  /** Somebody watches live. */
  readonly watched: boolean;
  /** Seconds since the last key or mouse move; null when that is not known. */
  readonly idleSeconds: number | null;
  /** Null when that is not known. */
  readonly onBattery: boolean | null;
}

/** The settings to record with now: those of the policy, adapted to the moment. */
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

/** A person who is watched live is recorded at the full rate. */
function isIdle({ idle: { afterSeconds } }: Policy, { idleSeconds, watched }: CaptureMoment) {
  return !watched && afterSeconds !== null && idleSeconds !== null && idleSeconds >= afterSeconds;
}

/** Bytes a second that may be sent now; null for no limit. `metered`: null when that is not known. */
export function uploadRate(
  { upload, saving }: Pick<Policy, 'upload' | 'saving'>,
  metered: boolean | null,
): number | null {
  const rates = [upload.bytesPerSecond, metered === true ? saving.meteredBytesPerSecond : null];
  const limits = rates.filter((rate) => rate !== null);
  return limits.length === 0 ? null : Math.min(...limits);
}
