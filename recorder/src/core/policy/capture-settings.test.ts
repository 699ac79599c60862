import { describe, expect, test } from 'vitest';
import { testPolicy } from '../../testing/test-policy.ts';
import { captureSettings } from './capture-settings.ts';

const policy = testPolicy({
  capture: { framesPerSecond: 5, segmentSeconds: 60 },
  idle: { afterSeconds: 60, framesPerSecond: 1 },
});

describe('what is recorded just now', () => {
  test.each([
    ['as the policy says', { watched: false, idleSeconds: 59 }, 5, 60],
    ['fewer pictures without input', { watched: false, idleSeconds: 60 }, 1, 60],
    ['as the policy says when nobody can tell', { watched: false, idleSeconds: null }, 5, 60],
    ['short segments while somebody watches', { watched: true, idleSeconds: 0 }, 5, 4],
    ['all pictures while somebody watches', { watched: true, idleSeconds: 900 }, 5, 4],
  ])('%s', (_, moment, framesPerSecond, segmentSeconds) => {
    expect(captureSettings(policy, moment)).toMatchObject({ framesPerSecond, segmentSeconds });
  });

  test('is never more than the policy says', () => {
    const slow = testPolicy({
      capture: { framesPerSecond: 2, segmentSeconds: 2 },
      idle: { afterSeconds: 60, framesPerSecond: 10 },
    });
    expect(captureSettings(slow, { watched: false, idleSeconds: 90 })).toEqual(slow.capture);
    expect(captureSettings(slow, { watched: true, idleSeconds: 0 }).segmentSeconds).toBe(2);
  });
});
