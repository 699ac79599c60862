import { describe, expect, test } from 'vitest';
import { testPolicy } from '../../testing/test-policy.ts';
import { captureSettings, uploadRate } from './policy-enforcer.ts';

const policy = testPolicy({
  capture: { framesPerSecond: 5, segmentSeconds: 60 },
  idle: { afterSeconds: 60, framesPerSecond: 1 },
  saving: { batteryFramesPerSecond: 2 },
});
const MAINS = { watched: false, idleSeconds: 0, onBattery: false };

describe('what is recorded just now', () => {
  test.each([
    ['as the policy says', { idleSeconds: 59 }, 5, 60],
    ['fewer pictures without input', { idleSeconds: 60 }, 1, 60],
    ['as the policy says when nobody can tell', { idleSeconds: null }, 5, 60],
    ['short segments while somebody watches', { watched: true }, 5, 1],
    ['fewer pictures on battery', { onBattery: true }, 2, 60],
    ['the fewest of all, when both apply', { onBattery: true, idleSeconds: 60 }, 1, 60],
    [
      'fewer pictures on battery, also for whoever watches',
      { onBattery: true, watched: true },
      2,
      1,
    ],
    ['as on mains power when nobody can tell', { onBattery: null }, 5, 60],
    ['all pictures while somebody watches', { watched: true, idleSeconds: 900 }, 5, 1],
  ])('%s', (_, moment, framesPerSecond, segmentSeconds) => {
    expect(captureSettings(policy, { ...MAINS, ...moment })).toMatchObject({
      framesPerSecond,
      segmentSeconds,
    });
  });

  test('is never more than the policy says', () => {
    const slow = testPolicy({
      capture: { framesPerSecond: 2, segmentSeconds: 2 },
      idle: { afterSeconds: 60, framesPerSecond: 10 },
    });
    expect(captureSettings(slow, { ...MAINS, idleSeconds: 90 })).toEqual(slow.capture);
    expect(captureSettings(slow, { ...MAINS, watched: true }).segmentSeconds).toBe(1);
  });
});

const policyWithRates = (bytesPerSecond: number | null, meteredBytesPerSecond: number | null) =>
  testPolicy({ upload: { bytesPerSecond }, saving: { meteredBytesPerSecond } });

test.each([
  ['has no limit where the policyWithRates names none', policyWithRates(null, null), true, null],
  ['is the policyWithRates’s on any network', policyWithRates(90_000, null), true, 90_000],
  ['is lower on a network that costs by the byte', policyWithRates(90_000, 20_000), true, 20_000],
  ['is never higher there', policyWithRates(20_000, 90_000), true, 20_000],
  ['is the usual one when nobody can tell', policyWithRates(null, 20_000), null, null],
  ['is the usual one on any other network', policyWithRates(90_000, 20_000), false, 90_000],
])('the rate %s', (_, rules, metered, rate) => {
  expect(uploadRate(rules, metered)).toBe(rate);
});
