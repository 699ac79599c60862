import { expect, test } from 'vitest';
import { OpeningRule } from './opening-rule.ts';

const MINUTE = 60_000;

test('opens the window once for each occasion', () => {
  const rule = new OpeningRule();
  const trouble = (isUrgent: boolean, minute: number) =>
    rule.isDue({ isUrgent, mustRead: false, nowMs: minute * MINUTE });
  expect([trouble(true, 0), trouble(true, 60), trouble(false, 61)]).toEqual([true, false, false]);
  expect(trouble(true, 62)).toBe(true);
});

test('opens it again for a notice that is not acknowledged', () => {
  const rule = new OpeningRule();
  const unread = (minute: number) =>
    rule.isDue({ isUrgent: true, mustRead: true, nowMs: minute * MINUTE });
  expect([0, 9, 10, 19, 20].map(unread)).toEqual([true, false, true, false, true]);
});
