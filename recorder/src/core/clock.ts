import { EARLIEST_TIME, LATEST_TIME } from '@workcompanion/core/protocol/told-times';

/** Where time comes in: replaced in tests, never read past. All in µs. */
export interface Clock {
  /** UTC, as the machine believes. It may step. */
  utc(): number;
  /** Since the boot of the machine; stands still while it sleeps, never steps. */
  monotonic(): number;
}

const NANOSECONDS = 1000n;

export const systemClock: Clock = {
  utc: () => believable(Date.now() * 1000),
  monotonic,
};

function monotonic(): number {
  return Number(process.hrtime.bigint() / NANOSECONDS);
}

/** With an empty battery a machine may begin in 1970: what it records then would be refused for good. */
export function believable(utc: number): number {
  return utc >= EARLIEST_TIME && utc < LATEST_TIME ? utc : EARLIEST_TIME + monotonic();
}
