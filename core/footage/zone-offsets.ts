import { Temporal } from 'temporal-polyfill';

/** A stretch in which a zone's clock keeps the same distance to UTC. Half-open, UTC µs. */
export interface ZoneOffset {
  readonly from: number;
  readonly to: number;
  readonly offsetSeconds: number;
  /** "UTC+05:30" */
  readonly name: string;
}

/** The stretches of [from, to), in order: more than one where the clocks are changed in it. */
export function zoneOffsets(timeZone: string, from: number, to: number): ZoneOffset[] {
  const offsets: ZoneOffset[] = [];
  let at = from;
  while (at < to) {
    const now = Temporal.Instant.fromEpochMilliseconds(Math.floor(at / 1000));
    const zoned = now.toZonedDateTimeISO(timeZone);
    const change = zoned.getTimeZoneTransition('next');
    const end = change === null ? to : Math.min(to, change.epochMilliseconds * 1000);
    const offsetSeconds = zoned.offsetNanoseconds / 1e9;
    offsets.push({ from: at, to: end, offsetSeconds, name: offsetName(offsetSeconds) });
    at = end;
  }
  return offsets;
}

function offsetName(seconds: number): string {
  if (seconds === 0) return 'UTC';
  const minutes = Math.round(Math.abs(seconds) / 60);
  const pad = (value: number) => String(value).padStart(2, '0');
  return `UTC${seconds < 0 ? '−' : '+'}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}
