import { AppError } from '@workcompanion/core/errors';
import type { Policy } from '@workcompanion/core/protocol/policy';
import type { OpenGap } from '../journal/open-state.ts';

const MINUTE_MICROS = 60_000_000;
const MOST_REASON_CHARACTERS = 200;

export interface Pause {
  readonly reason: string;
  /** UTC µs */
  readonly until: number;
}

export interface PauseRequest {
  readonly reason: string;
  /** Default: as long as the policy allows. */
  readonly minutes?: number;
}

/** When a pause asked for now ends, UTC µs. Throws `forbidden`, `invalid-input`, `unavailable`. */
export function pauseEnd(policy: Policy | null, request: PauseRequest, now: number): number {
  if (policy === null) throw new AppError('unavailable', 'There is no policy to pause by yet.');
  const { pause } = policy;
  if (!pause.allowed) {
    throw new AppError('forbidden', 'Your organisation does not allow pausing the recording.');
  }
  const reason = request.reason.trim();
  if (reason === '' || reason.length > MOST_REASON_CHARACTERS) {
    throw new AppError('invalid-input', 'A pause needs a reason of up to 200 characters.');
  }
  if (pause.reasons?.includes(reason) === false) {
    const allowed = pause.reasons.join(', ');
    throw new AppError('invalid-input', `A pause needs one of these reasons: ${allowed}.`);
  }
  const minutes = request.minutes ?? pause.maximumMinutes;
  if (!Number.isFinite(minutes) || minutes <= 0 || minutes > pause.maximumMinutes) {
    const most = pause.maximumMinutes;
    throw new AppError('invalid-input', `A pause may last up to ${most} minutes.`);
  }
  return now + Math.round(minutes * MINUTE_MICROS);
}

/** The pause that a restart of the recorder interrupted, if it has not ended. */
export function pauseInForce(gap: OpenGap | null, now: number): Pause | null {
  if (gap?.kind !== 'paused' || gap.until === null || gap.until <= now) return null;
  return { reason: gap.note ?? 'no reason given', until: gap.until };
}
