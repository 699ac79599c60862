import { Temporal } from 'temporal-polyfill';

export interface LocalClock {
  /** "2026-11-25" */
  readonly date: string;
  /** Since midnight, by the wall clock. */
  readonly minute: number;
}

/** What calendar and clock on the wall of a time zone show at an instant. */
export function localClock(utcMs: number, timeZone: string): LocalClock {
  const local = Temporal.Instant.fromEpochMilliseconds(Math.floor(utcMs)).toZonedDateTimeISO(
    timeZone,
  );
  return { date: local.toPlainDate().toString(), minute: local.hour * 60 + local.minute };
}
