import { customType } from 'drizzle-orm/pg-core';

const MICROS = 1_000_000;

/** "2026-11-24 08:46:32.123456+00" or ISO 8601 in UTC, to microseconds since the epoch. */
export function parseUtcMicros(text: string): number {
  const match = /^(\d{4,6}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?(?:Z|\+00(?::?00)?)$/.exec(
    text,
  );
  if (!match) throw new TypeError(`not a UTC timestamp: ${text}`);
  const seconds = Date.parse(`${match[1]}T${match[2]}Z`) / 1000;
  return seconds * MICROS + Number((match[3] ?? '').padEnd(6, '0'));
}

/** Microseconds since the epoch to ISO 8601 with six decimals, as PostgreSQL reads it. */
export function formatUtcMicros(micros: number): string {
  const seconds = Math.floor(micros / MICROS);
  const fraction = String(micros - seconds * MICROS).padStart(6, '0');
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}.${fraction}Z`;
}

/** `timestamptz(6)` as a number of microseconds: a Date would cut it to milliseconds. */
export const utcMicros = customType<{ data: number; driverData: string }>({
  dataType: () => 'timestamp (6) with time zone',
  toDriver: formatUtcMicros,
  fromDriver: parseUtcMicros,
});
