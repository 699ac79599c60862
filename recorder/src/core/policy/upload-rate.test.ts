import { expect, test } from 'vitest';
import { testPolicy } from '../../testing/test-policy.ts';
import { uploadRate } from './upload-rate.ts';

const policy = (bytesPerSecond: number | null, meteredBytesPerSecond: number | null) =>
  testPolicy({ upload: { bytesPerSecond }, saving: { meteredBytesPerSecond } });

test.each([
  ['has no limit where the policy names none', policy(null, null), true, null],
  ['is the policy’s on any network', policy(90_000, null), true, 90_000],
  ['is lower on a network that costs by the byte', policy(90_000, 20_000), true, 20_000],
  ['is never higher there', policy(20_000, 90_000), true, 20_000],
  ['is the usual one when nobody can tell', policy(null, 20_000), null, null],
  ['is the usual one on any other network', policy(90_000, 20_000), false, 90_000],
])('the rate %s', (_, rules, metered, rate) => {
  expect(uploadRate(rules, metered)).toBe(rate);
});
