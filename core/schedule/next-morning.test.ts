import { expect, test } from 'vitest';
import { nextMorning } from './next-morning.ts';

const micros = (iso: string): number => Date.parse(iso) * 1000;

test('is today before eight, and tomorrow from eight on', () => {
  const morning = micros('2026-12-02T07:00:00Z');
  expect(nextMorning(micros('2026-12-02T06:59:59Z'), 'Europe/Berlin')).toBe(morning);
  expect(nextMorning(morning, 'Europe/Berlin')).toBe(micros('2026-12-03T07:00:00Z'));
  expect(nextMorning(micros('2026-12-02T00:30:00Z'), 'Asia/Shanghai')).toBe(
    micros('2026-12-03T00:00:00Z'),
  );
});

test('is eight by the wall on the day after a change of the clock', () => {
  expect(nextMorning(micros('2026-10-24T12:00:00Z'), 'Europe/Berlin')).toBe(
    micros('2026-10-25T07:00:00Z'),
  );
});
