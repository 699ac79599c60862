import { zoneOffsets } from '@workcompanion/core/footage/zone-offsets';

/** "2026-11-25 15:04:05.200 UTC+08:00" */
export function localTime(timeZone: string, utcMicros: number): string {
  const [offset] = zoneOffsets(timeZone, utcMicros, utcMicros + 1);
  const { offsetSeconds = 0, name = 'UTC' } = offset ?? {};
  const local = new Date(Math.floor(utcMicros / 1000) + offsetSeconds * 1000).toISOString();
  return `${local.slice(0, 10)} ${local.slice(11, 23)} ${name}`;
}
