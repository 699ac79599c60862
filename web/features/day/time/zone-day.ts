import { Temporal } from 'temporal-polyfill';

/** From `fromMicros` on, local time is UTC plus `offsetMicros`. */
interface ZoneOffset {
  readonly fromMicros: number;
  readonly offsetMicros: number;
}

/** A local calendar day (23, 24 or 25 hours) with the offsets that hold in it, oldest first. */
export interface ZoneDay {
  readonly date: string;
  readonly timeZone: string;
  readonly from: number;
  readonly to: number;
  readonly offsets: readonly [ZoneOffset, ...ZoneOffset[]];
}

const microsOf = (time: Temporal.ZonedDateTime): number => time.epochMilliseconds * 1000;
const offsetOf = (time: Temporal.ZonedDateTime): number => time.offsetNanoseconds / 1000;

/**
 * Looks the zone's rules up once, so that the ruler and the clocks (60 times a second) only add.
 *
 * @throws RangeError for an unknown zone or a date that is none.
 */
export function zoneDay(date: string, timeZone: string): ZoneDay {
  const plain = Temporal.PlainDate.from(date);
  const start = plain.toZonedDateTime(timeZone);
  const to = microsOf(plain.add({ days: 1 }).toZonedDateTime(timeZone));
  const offsets: [ZoneOffset, ...ZoneOffset[]] = [
    { fromMicros: microsOf(start), offsetMicros: offsetOf(start) },
  ];
  let change = start.getTimeZoneTransition('next');
  while (change !== null && microsOf(change) < to) {
    offsets.push({ fromMicros: microsOf(change), offsetMicros: offsetOf(change) });
    change = change.getTimeZoneTransition('next');
  }
  return { date, timeZone, from: microsOf(start), to, offsets };
}

/** The offset that holds at `micros`; outside the day, the nearest of the day's. */
export function offsetAt(day: ZoneDay, micros: number): number {
  let offset = day.offsets[0].offsetMicros;
  for (const entry of day.offsets) if (entry.fromMicros <= micros) offset = entry.offsetMicros;
  return offset;
}
