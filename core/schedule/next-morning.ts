import { Temporal } from 'temporal-polyfill';

const MORNING = { hour: 8 };

/** Eight o'clock by the wall of the time zone, the first one after this instant; both UTC µs. */
export function nextMorning(utcMicros: number, timeZone: string): number {
  const local = Temporal.Instant.fromEpochMilliseconds(
    Math.floor(utcMicros / 1000),
  ).toZonedDateTimeISO(timeZone);
  const today = local.withPlainTime(MORNING);
  const next = Temporal.ZonedDateTime.compare(today, local) > 0 ? today : today.add({ days: 1 });
  return next.epochMilliseconds * 1000;
}
