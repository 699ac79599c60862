import { expect, test } from 'vitest';
import { DeviceId, GapId, newId } from '../ids.ts';
import { type GapRecorded, GENESIS } from './statement.ts';
import { aheadBy, beforeBy, EARLIEST_TIME, isAbsurd, LATEST_TIME } from './told-times.ts';

const MINUTE = 60_000_000;
const DAY = 1440 * MINUTE;
const NOW = Date.UTC(2026, 0, 5, 8) * 1000;

function gap(bent: Partial<GapRecorded>): GapRecorded {
  return {
    v: 1,
    device: newId(DeviceId),
    index: 0,
    prev: GENESIS,
    at: NOW,
    monotonic: 1,
    kind: 'gap',
    gap: newId(GapId),
    display: null,
    cause: 'locked',
    note: null,
    clockOffset: 0,
    from: NOW - MINUTE,
    to: NOW,
    ...bent,
  };
}

test('a statement is ahead by the farthest time that it tells, by the clock as it was measured', () => {
  expect(aheadBy(gap({}), NOW)).toBe(0);
  expect(aheadBy(gap({ to: NOW + 4 * MINUTE }), NOW)).toBe(0);
  expect(aheadBy(gap({ to: NOW + DAY }), NOW)).toBe(DAY);
  expect(aheadBy(gap({ to: NOW + DAY, clockOffset: -DAY }), NOW)).toBe(0);
  expect(aheadBy(gap({ clockOffset: DAY }), NOW)).toBe(DAY);
});

test('of a clock that was never measured a day is believed', () => {
  expect(aheadBy(gap({ to: NOW + DAY, clockOffset: null }), NOW)).toBe(0);
  expect(aheadBy(gap({ to: NOW + 2 * DAY, clockOffset: null }), NOW)).toBe(2 * DAY);
});

test('a statement is before the enrolment by the earliest time that it tells', () => {
  expect(beforeBy(gap({}), NOW - DAY)).toBe(0);
  expect(beforeBy(gap({ from: NOW - 3 * DAY }), NOW - DAY)).toBe(2 * DAY);
  expect(beforeBy(gap({ from: NOW - 3 * DAY, clockOffset: 3 * DAY }), NOW - DAY)).toBe(0);
});

test('a time is absurd that no clock shows', () => {
  expect(isAbsurd(gap({}))).toBe(false);
  expect(isAbsurd(gap({ from: EARLIEST_TIME - 1 }))).toBe(true);
  expect(isAbsurd(gap({ to: LATEST_TIME }))).toBe(true);
});
