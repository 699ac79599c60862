import { describe, expect, test } from 'vitest';
import { testPolicy } from '../../testing/test-policy.ts';
import { captureSettings } from './capture-settings.ts';

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
    ['short segments while somebody watches', { watched: true }, 5, 4],
    ['fewer pictures on battery', { onBattery: true }, 2, 60],
    ['the fewest of all, when both apply', { onBattery: true, idleSeconds: 60 }, 1, 60],
    [
      'fewer pictures on battery, also for whoever watches',
      { onBattery: true, watched: true },
      2,
      4,
    ],
    ['as on mains power when nobody can tell', { onBattery: null }, 5, 60],
    ['all pictures while somebody watches', { watched: true, idleSeconds: 900 }, 5, 4],
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
    expect(captureSettings(slow, { ...MAINS, watched: true }).segmentSeconds).toBe(2);
  });
});
