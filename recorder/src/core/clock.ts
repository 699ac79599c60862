import { EARLIEST_TIME, LATEST_TIME } from '@workcompanion/core/protocol/told-times';

/** The only source of time, which tests replace. All in µs. */
export interface Clock {
  /** UTC by the machine's clock, which may jump. */
  utc(): number;
  /** Time since the machine's boot; stands still during sleep and never jumps. */
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

/** A machine with an empty battery may start in 1970, and the server would refuse such times for good. */
export function believable(utc: number): number {
  return utc >= EARLIEST_TIME && utc < LATEST_TIME ? utc : EARLIEST_TIME + monotonic();
}
