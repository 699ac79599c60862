const MICROS_PER_MS = 1_000;

/** As `2026-11-24 00:00:09 GMT+8`: read alike everywhere, and a time without its zone proves nothing. */
export function formatTime(micros: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: knownZone(timeZone),
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  }).formatToParts(new Date(micros / MICROS_PER_MS));
  const told = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  const { year, month, day, hour, minute, second, timeZoneName } = told;
  return `${year}-${month}-${day} ${hour}:${minute}:${second} ${timeZoneName}`;
}

/** Both ends, the date and the zone as seldom as may be. */
export function formatStretch(from: number, to: number, timeZone: string): string {
  const [fromDate, fromTime, fromZone] = formatTime(from, timeZone).split(' ');
  const [toDate, toTime, toZone] = formatTime(to, timeZone).split(' ');
  // A zone may change its offset between the two.
  const zone = fromZone === toZone ? '' : ` ${fromZone}`;
  const date = fromDate === toDate ? '' : `${toDate} `;
  return `${fromDate} ${fromTime}${zone} – ${date}${toTime} ${toZone}`;
}

/** A hostile manifest may name any zone. */
export function knownZone(timeZone: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return timeZone;
  } catch {
    return 'UTC';
  }
}
