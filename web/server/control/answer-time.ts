import type { UtcMicros } from '@workcompanion/core/protocol/primitives';

/** µs in which somebody has to agree: what nobody has looked at for a week is not wanted any more. */
export const ANSWER_TIME = 7 * 24 * 3_600_000_000;

/** Requests that were made after it wait still. */
export function openSince(now: UtcMicros): UtcMicros {
  return now - ANSWER_TIME;
}
