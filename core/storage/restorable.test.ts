import { expect, it } from 'vitest';
import { latestRestoreMs } from './restorable.ts';

const HOUR = 3_600_000;

it.each([
  ['ARCHIVE', 'standard', HOUR / 60],
  ['COLD_ARCHIVE', 'expedited', HOUR / 12],
  ['COLD_ARCHIVE', 'standard', 5 * HOUR],
  ['COLD_ARCHIVE', 'bulk', 12 * HOUR],
  ['DEEP_COLD_ARCHIVE', 'bulk', 48 * HOUR],
  [null, 'standard', 12 * HOUR],
] as const)('a restore from %s, %s, takes at most %d ms', (storageClass, tier, ms) => {
  expect(latestRestoreMs(storageClass, tier)).toBe(ms);
});
