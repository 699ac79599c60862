import { expect, test } from 'vitest';
import { mustPause } from './note-update.ts';

test.each([
  [2, 2, false],
  [3, 3, true],
  [3, 30, false],
  [4, 30, true],
  [99, 1000, false],
  [101, 1000, true],
])('%i failures of %i tried: %s', (bad, tried, pauses) => {
  expect(mustPause({ bad, tried })).toBe(pauses);
});
