import { expect, test } from 'vitest';
import { testPolicy } from '../testing/test-policy.ts';
import { NOW, testRecorderView } from '../testing/test-recorder-view.ts';
import { ownPause, pauseMinutes, pauseReasons, prolongedPause } from './pause-choices.ts';
import type { ShellView } from './shell-view.ts';

const MINUTE = 60_000_000;

function paused(
  leftMinutes: number | null,
  pause = { allowed: true, maximumMinutes: 60 },
): ShellView {
  const status = {
    state: 'paused' as const,
    pausedUntil: leftMinutes === null ? null : NOW + leftMinutes * MINUTE,
    pauseReason: leftMinutes === null ? null : 'Break',
  };
  return {
    state: 'paused',
    recorder: testRecorderView(status, { policy: testPolicy({ pause }) }),
    configured: true,
    locale: 'en',
    now: NOW,
    preferences: { locale: 'auto', theme: 'system', zoom: 1 },
  };
}

test('offers the usual lengths that the policy allows, and its longest', () => {
  expect(pauseMinutes({ allowed: true, maximumMinutes: 60 })).toEqual([5, 15, 30, 60]);
  expect(pauseMinutes({ allowed: true, maximumMinutes: 3 })).toEqual([3]);
});

test('offers the reasons of the policy alone, else the usual ones and words of their own', () => {
  const words = { call: 'Call', personal: 'Personal', break: 'Break' };
  const rules = { allowed: true, maximumMinutes: 60 };
  expect(pauseReasons(rules, words)).toEqual({
    offered: ['Call', 'Personal', 'Break'],
    mayType: true,
  });
  expect(pauseReasons({ ...rules, reasons: ['Lunch'] }, words)).toEqual({
    offered: ['Lunch'],
    mayType: false,
  });
});

test('prolongs for the same reason, never beyond what a pause may last', () => {
  expect(prolongedPause(paused(1))).toEqual({ reason: 'Break', minutes: 16 });
  expect(prolongedPause(paused(50))).toEqual({ reason: 'Break', minutes: 60 });
  expect(prolongedPause(paused(59.5))).toBeNull();
  expect(prolongedPause(paused(1, { allowed: false, maximumMinutes: 60 }))).toBeNull();
});

test('takes neither a rest nor a pause that is over for a pause of the person', () => {
  expect(ownPause(paused(1))).toMatchObject({ leftMicros: MINUTE, prolongBy: 15 });
  expect(ownPause(paused(null))).toBeNull();
  expect(ownPause(paused(-1))).toBeNull();
});
