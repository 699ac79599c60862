import type { Statement } from './statement.ts';

const MINUTE = 60_000_000;
const HOUR = 60 * MINUTE;

/**
 * A clock of a computer stands between these. Where the battery is empty it may show less: a recorder
 * counts from the first then, so that nothing of it is refused (recorder/src/core/clock.ts).
 */
export const EARLIEST_TIME = Date.UTC(2020, 0, 1) * 1000;
export const LATEST_TIME = Date.UTC(2100, 0, 1) * 1000;

/** How far a clock may be beyond its error as the recorder last measured it, once an hour at least. */
const MEASURED_TOLERANCE = 5 * MINUTE;
/** How far one may be that was never measured: a recorder which has not met its server yet. */
const UNMEASURED_TOLERANCE = 24 * HOUR;

/** What a statement says has been: plans, as the end of a pause, apart. µs of the device's clock. */
export function toldTimes(statement: Statement): readonly number[] {
  switch (statement.kind) {
    case 'segment':
      return [statement.at, statement.start, statement.start + statement.duration];
    case 'recording-ended':
      return [statement.at, statement.end];
    case 'gap':
      return [statement.at, statement.from, statement.to ?? statement.from];
    case 'window-track':
      return [statement.at, statement.from, statement.to];
    case 'paused':
      return [statement.at, statement.from];
    case 'resumed':
      return [statement.at, statement.to];
    default:
      return [statement.at];
  }
}

/** No clock shows it, however wrong it is. */
export function isAbsurd(statement: Statement): boolean {
  const { restates } = statement;
  const times = [...toldTimes(statement), ...(restates === undefined ? [] : [restates.at])];
  return times.some((time) => time < EARLIEST_TIME || time >= LATEST_TIME);
}

/** By how much it tells of what was still to come when the server received it; 0 when it doesn't. */
export function aheadBy(statement: Statement, receivedAt: number): number {
  return beyond(Math.max(...toldTimes(statement)) - receivedAt, statement.clockOffset, 1);
}

/** By how much it tells of what was before the device was enrolled; 0 when it doesn't. */
export function beforeBy(statement: Statement, enrolledAt: number): number {
  return beyond(enrolledAt - Math.min(...toldTimes(statement)), statement.clockOffset, -1);
}

/** `clockOffset` makes of a time of the device one of the server. */
function beyond(micros: number, clockOffset: number | null, sign: 1 | -1): number {
  const tolerance = clockOffset === null ? UNMEASURED_TOLERANCE : MEASURED_TOLERANCE;
  const corrected = micros + sign * (clockOffset ?? 0);
  return corrected > tolerance ? corrected : 0;
}
