import type { PersonDay } from '../../../contract/people.ts';
import { fitViewport, type Viewport } from '../context/viewport.ts';
import { offsetAt, type ZoneDay } from '../time/zone-day.ts';

const HOUR_MICROS = 3_600_000_000;
const SHORTEST_MICROS = HOUR_MICROS;
/** So much is left free before the first and after the last thing known. */
const MARGIN_MICROS = HOUR_MICROS / 4;

/**
 * The hours of the day of which anything is known, rounded out to full local hours: what the
 * timeline shows at first, so that eight hours of work don't fill a third of it.
 */
export function knownHours(day: Pick<PersonDay, 'lanes'>, zone: ZoneDay): Viewport {
  const pieces = day.lanes.flatMap((lane) => lane.pieces);
  if (pieces.length === 0) return fitViewport(zone, zone.from, zone.to - zone.from);
  const first = Math.max(zone.from, Math.min(...pieces.map(({ from }) => from)) - MARGIN_MICROS);
  const last = Math.min(zone.to, Math.max(...pieces.map(({ to }) => to)) + MARGIN_MICROS);
  const round = (micros: number, to: (hours: number) => number): number => {
    const offset = offsetAt(zone, micros);
    return to((micros + offset) / HOUR_MICROS) * HOUR_MICROS - offset;
  };
  const from = round(first, Math.floor);
  const length = Math.max(SHORTEST_MICROS, round(last, Math.ceil) - from);
  return fitViewport(zone, from, length);
}
