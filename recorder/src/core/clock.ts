/** Where time comes in: replaced in tests, never read past. All in µs. */
export interface Clock {
  /** UTC, as the machine believes. It may step. */
  utc(): number;
  /** Since the boot of the machine; stands still while it sleeps, never steps. */
  monotonic(): number;
}

const NANOSECONDS = 1000n;

export const systemClock: Clock = {
  utc: () => Date.now() * 1000,
  monotonic: () => Number(process.hrtime.bigint() / NANOSECONDS),
};
