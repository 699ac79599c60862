import { describe, expect, it } from 'vitest';
import type { PersonDay } from '../../../contract/people.ts';
import { formatClock } from '../time/format-clock.ts';
import { parseTimeParam } from '../time/time-param.ts';
import { type ZoneDay, zoneDay } from '../time/zone-day.ts';
import { knownHours } from './known-hours.ts';

function shown(zone: ZoneDay, ...stretches: readonly (readonly [string, string])[]): string {
  const at = (text: string): number => parseTimeParam(text, zone) ?? 0;
  const pieces = stretches.map(([from, to]) => ({ from: at(from), to: at(to) }));
  const lanes = [{ pieces }] as unknown as PersonDay['lanes'];
  const view = knownHours({ lanes }, zone);
  return `${formatClock(zone, view.from, 'minute')}-${formatClock(zone, view.to, 'minute')}`;
}

describe('knownHours', () => {
  const zone = zoneDay('2026-11-24', 'Asia/Kolkata');

  it('rounds out to full local hours, also in a zone of half hours', () => {
    expect(shown(zone, ['09:00', '12:03'], ['13:05', '17:44'])).toBe('08:00-18:00');
    expect(shown(zone, ['09:20', '17:50'])).toBe('09:00-19:00');
  });

  it('does not magnify a few minutes to the whole width', () => {
    expect(shown(zone, ['09:20', '09:25'])).toBe('09:00-10:00');
  });

  it('stays inside the day', () => {
    expect(shown(zone, ['00:00', '23:59'])).toBe('00:00-00:00');
    expect(shown(zone, ['23:30', '23:50'])).toBe('23:00-00:00');
    expect(shown(zone)).toBe('00:00-00:00');
  });
});
