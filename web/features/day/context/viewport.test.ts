import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PersonDay } from '../../../contract/people.ts';
import { formatClock } from '../time/format-clock.ts';
import { parseTimeParam } from '../time/time-param.ts';
import { type ZoneDay, zoneDay } from '../time/zone-day.ts';
import {
  centreOn,
  fitViewport,
  followMoment,
  knownHours,
  microsAt,
  panBy,
  SHORTEST_MICROS,
  xOf,
  zoomAt,
} from './viewport.ts';

const HOUR = 3_600_000_000;
const day = { from: 1_790_000_000_000_000, to: 1_790_000_000_000_000 + 24 * HOUR };

describe('the viewport', () => {
  it('keeps the moment under the pointer where it is while zooming', () => {
    const view = fitViewport(day, day.from + 2 * HOUR, 10 * HOUR);
    const anchor = day.from + 5 * HOUR;
    const closer = zoomAt(day, view, anchor, 0.5);
    expect(closer.to - closer.from).toBe(5 * HOUR);
    expect(xOf(closer, 1000, anchor)).toBeCloseTo(xOf(view, 1000, anchor), 3);
  });

  it('stays in the day and above the shortest length, whatever is done to it', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            anchor: fc.double({ min: 0, max: 1, noNaN: true }),
            factor: fc.double({ min: 0.01, max: 100, noNaN: true }),
            pan: fc.integer({ min: -30 * HOUR, max: 30 * HOUR }),
          }),
          { maxLength: 12 },
        ),
        (steps) => {
          let view = fitViewport(day, day.from, 24 * HOUR);
          for (const { anchor, factor, pan } of steps) {
            const moment = view.from + anchor * (view.to - view.from);
            view = panBy(day, zoomAt(day, view, moment, factor), pan);
            expect(view.from).toBeGreaterThanOrEqual(day.from);
            expect(view.to).toBeLessThanOrEqual(day.to);
            expect(view.to - view.from).toBeGreaterThanOrEqual(SHORTEST_MICROS - 1);
          }
        },
      ),
    );
  });

  it('turns the page when the playhead runs out of it, and not before', () => {
    const view = fitViewport(day, day.from + HOUR, HOUR);
    expect(followMoment(day, view, view.to)).toBe(view);
    const turned = followMoment(day, view, view.to + 1);
    expect(xOf(turned, 1000, view.to + 1)).toBeCloseTo(100, 3);
  });

  it('centres as far as the day allows', () => {
    expect(centreOn(day, day.from + HOUR, 4 * HOUR).from).toBe(day.from);
    expect(centreOn(day, day.from + 5 * HOUR, 4 * HOUR).from).toBe(day.from + 3 * HOUR);
  });

  it('maps pixels to moments and back', () => {
    const view = fitViewport(day, day.from + HOUR, HOUR);
    expect(microsAt(view, 800, xOf(view, 800, view.from + 1234567))).toBeCloseTo(
      view.from + 1234567,
      0,
    );
  });
});

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
