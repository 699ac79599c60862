import { expect, test } from 'vitest';
import { coarsenSamples } from './read-day-activity.ts';

const SECOND = 1_000_000;
const sample = (from: number, to: number, bytes = 1) => ({
  from: from * SECOND,
  to: to * SECOND,
  bytes,
});

test('short segments are joined, long ones and gaps stay', () => {
  const samples = [sample(0, 4), sample(4, 8, 2), sample(8, 12), sample(12, 16), sample(20, 80)];
  expect(coarsenSamples(samples)).toEqual([sample(0, 12, 4), sample(12, 16), sample(20, 80)]);
});
