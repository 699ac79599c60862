import { expect, test } from 'vitest';
import { isDiskFull } from './disk-watch.ts';

const MB = 1024 * 1024;
const policy = { quotaBytes: 100 * MB, minimumFreeBytes: 500 * MB };
const roomy = 10_000 * MB;

test('stops at the quota, and goes on only with a tenth of it free again', () => {
  expect(isDiskFull(false, { storedBytes: 99 * MB, freeBytes: roomy }, policy)).toBe(false);
  expect(isDiskFull(false, { storedBytes: 100 * MB, freeBytes: roomy }, policy)).toBe(true);
  expect(isDiskFull(true, { storedBytes: 95 * MB, freeBytes: roomy }, policy)).toBe(true);
  expect(isDiskFull(true, { storedBytes: 90 * MB, freeBytes: roomy }, policy)).toBe(false);
});

test('leaves the others their space on the disk', () => {
  expect(isDiskFull(false, { storedBytes: 0, freeBytes: 499 * MB }, policy)).toBe(true);
  expect(isDiskFull(true, { storedBytes: 0, freeBytes: 510 * MB }, policy)).toBe(true);
  expect(isDiskFull(true, { storedBytes: 0, freeBytes: 532 * MB }, policy)).toBe(false);
});
