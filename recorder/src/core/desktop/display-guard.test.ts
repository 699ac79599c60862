import { expect, test } from 'vitest';
import { DisplayGuard } from './display-guard.ts';

const verdicts = (guard: DisplayGuard, ...times: number[]) => times.map((at) => guard.judge(at));

test('a frame waits for the look after it, and the first ones have no look before', () => {
  const guard = new DisplayGuard();
  expect(verdicts(guard, 5)).toEqual(['hold']);
  guard.saw(null, 10);
  expect(verdicts(guard, 5, 10, 15)).toEqual(['drop', 'keep', 'hold']);
  guard.saw(null, 20);
  expect(verdicts(guard, 15, 20, 25)).toEqual(['keep', 'keep', 'hold']);
});

test('nothing is kept between a clear look and one that is not, on either side', () => {
  const guard = new DisplayGuard();
  guard.saw(null, 10);
  guard.saw('excluded-app', 20);
  expect(verdicts(guard, 10, 15, 25)).toEqual(['keep', 'drop', 'drop']);
  guard.saw('excluded-app', 30);
  guard.saw(null, 40);
  expect(verdicts(guard, 10, 15, 25, 35, 40, 45)).toEqual([
    'keep',
    'drop',
    'drop',
    'drop',
    'keep',
    'hold',
  ]);
  guard.saw(null, 50);
  expect(verdicts(guard, 35, 45)).toEqual(['drop', 'keep']);
});
