import { describe, expect, it } from 'vitest';
import { zoneDay } from '../time/zone-day.ts';
import { chooseTicks } from './paint-ruler.ts';

const HOUR = 3_600_000_000;
const labels = (ticks: ReturnType<typeof chooseTicks>) => ticks.major.map((tick) => tick.label);

describe('chooseTicks', () => {
  const day = zoneDay('2026-11-24', 'Asia/Shanghai');

  it('labels a whole day by round hours, midnight to midnight', () => {
    const ticks = chooseTicks(day, day, 1000);
    expect(labels(ticks).slice(0, 3)).toEqual(['00:00', '02:00', '04:00']);
    expect(labels(ticks).at(-1)).toBe('00:00');
    expect(ticks.minor.length).toBeGreaterThan(10);
  });

  it('goes down to seconds', () => {
    const from = day.from + 14 * HOUR;
    expect(labels(chooseTicks(day, { from, to: from + 10_000_000 }, 1000))[1]).toBe('14:00:01');
  });

  it('never crowds labels', () => {
    for (let length = 10_000_000; length <= 24 * HOUR; length *= 1.7) {
      const view = { from: day.from, to: day.from + length };
      const ticks = chooseTicks(day, view, 1000);
      expect(ticks.major.length, `${length}`).toBeLessThanOrEqual(14);
      expect(ticks.major.length, `${length}`).toBeGreaterThanOrEqual(2);
    }
  });

  it('keeps to round local times in a zone of half hours', () => {
    const india = zoneDay('2026-11-24', 'Asia/Kolkata');
    expect(labels(chooseTicks(india, india, 2000)).slice(0, 2)).toEqual(['00:00', '01:00']);
  });

  it('shows the repeated hour twice when clocks go back', () => {
    const long = zoneDay('2026-10-25', 'Europe/Berlin');
    const shown = labels(chooseTicks(long, { from: long.from, to: long.from + 6 * HOUR }, 1000));
    expect(shown).toEqual([
      '00:00',
      '00:30',
      '01:00',
      '01:30',
      '02:00',
      '02:30',
      '02:00',
      '02:30',
      '03:00',
      '03:30',
      '04:00',
      '04:30',
      '05:00',
    ]);
  });

  it('leaves the skipped hour out when clocks go forward', () => {
    const short = zoneDay('2026-03-29', 'Europe/Berlin');
    const shown = labels(chooseTicks(short, { from: short.from, to: short.from + 4 * HOUR }, 400));
    expect(shown).toEqual(['00:00', '01:00', '03:00', '04:00', '05:00']);
  });
});
